# SPDX-License-Identifier: EUPL-1.2
"""What HSDS 3.0 asks of a service and of all that hangs on it, as we read it. Pure data.

Our own words, and no copy of the published schema: a test holds the two against each other. Days
and times of day are texts there, a time zone and a telephone's extension are numbers.

Source: Human Services Data Specification 3.0 of Open Referral, 16 May 2024.
"""

from meedoen.interop.hsds.kinds import ValueForm, kind

TEXT, NUMBER, WHOLE, YES_OR_NO = (
    ValueForm.TEXT,
    ValueForm.NUMBER,
    ValueForm.WHOLE,
    ValueForm.YES_OR_NO,
)
UUID, EMAIL, URI, MOMENT = ValueForm.UUID, ValueForm.EMAIL, ValueForm.URI, ValueForm.MOMENT

PLACES = ("physical", "postal", "virtual")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("WEEKLY", "MONTHLY")

METADATA = kind(
    "metadata",
    needs="id last_action_date last_action_type field_name previous_value replacement_value "
    "updated_by",
    values={
        UUID: "id resource_id",
        TEXT: "resource_type last_action_date last_action_type field_name previous_value "
        "replacement_value updated_by",
    },
)
_CHANGES = {"metadata": METADATA}

TAXONOMY = kind(
    "taxonomy",
    needs="id name description",
    values={UUID: "id", TEXT: "name description version", URI: "uri"},
    many=_CHANGES,
)
TAXONOMY_TERM = kind(
    "taxonomy_term",
    needs="id name description",
    values={
        UUID: "id parent_id taxonomy_id",
        TEXT: "code name description taxonomy language",
        URI: "term_uri",
    },
    one={"taxonomy_detail": TAXONOMY},
    many=_CHANGES,
)
ATTRIBUTE = kind(
    "attribute",
    values={UUID: "id link_id taxonomy_term_id", TEXT: "link_type link_entity value"},
    one={"taxonomy_term": TAXONOMY_TERM},
    many=_CHANGES,
)
# Nearly everything can be told more of, and can say how it changed.
_MORE = {"attributes": ATTRIBUTE, "metadata": METADATA}

LANGUAGE = kind(
    "language",
    values={UUID: "id service_id location_id phone_id", TEXT: "name code note"},
    many=_MORE,
)
PHONE = kind(
    "phone",
    needs="id number",
    values={
        UUID: "id location_id service_id organization_id contact_id service_at_location_id",
        TEXT: "number type description",
        NUMBER: "extension",
    },
    many={"languages": LANGUAGE, **_MORE},
)
CONTACT = kind(
    "contact",
    values={
        UUID: "id organization_id service_id service_at_location_id location_id",
        TEXT: "name title department",
        EMAIL: "email",
    },
    many={"phones": PHONE, **_MORE},
)
SCHEDULE = kind(
    "schedule",
    values={
        UUID: "id service_id location_id service_at_location_id",
        TEXT: "valid_from valid_to dtstart until byday byweekno bymonthday byyearday description "
        "opens_at closes_at attending_type notes",
        NUMBER: "timezone count interval",
        URI: "schedule_link",
    },
    one_of={"freq": FREQUENCIES, "wkst": DAYS},
    many=_MORE,
)
ADDRESS = kind(
    "address",
    needs="id address_1 city state_province postal_code country address_type",
    values={
        UUID: "id location_id",
        TEXT: "attention address_1 address_2 city region state_province postal_code country",
    },
    one_of={"address_type": PLACES},
    many=_MORE,
)
ACCESSIBILITY = kind(
    "accessibility",
    values={UUID: "id location_id", TEXT: "description details", URI: "url"},
    many=_MORE,
)
LOCATION = kind(
    "location",
    needs="id location_type",
    values={
        UUID: "id organization_id",
        TEXT: "name alternate_name description transportation external_identifier "
        "external_identifier_type",
        NUMBER: "latitude longitude",
        URI: "url",
    },
    one_of={"location_type": PLACES},
    many={
        "languages": LANGUAGE,
        "addresses": ADDRESS,
        "contacts": CONTACT,
        "accessibility": ACCESSIBILITY,
        "phones": PHONE,
        "schedules": SCHEDULE,
        **_MORE,
    },
)
SERVICE_AT_LOCATION = kind(
    "service_at_location",
    values={UUID: "id service_id location_id", TEXT: "description"},
    one={"location": LOCATION},
    many={"contacts": CONTACT, "phones": PHONE, "schedules": SCHEDULE, **_MORE},
)
FUNDING = kind(
    "funding", values={UUID: "id organization_id service_id", TEXT: "source"}, many=_MORE
)
PROGRAM = kind(
    "program",
    needs="id name description",
    values={UUID: "id organization_id", TEXT: "name alternate_name description"},
    many=_MORE,
)
ORGANIZATION_IDENTIFIER = kind(
    "organization_identifier",
    needs="id identifier_type identifier",
    values={UUID: "id organization_id", TEXT: "identifier_scheme identifier_type identifier"},
    many=_MORE,
)
ORGANIZATION = kind(
    "organization",
    needs="id name description",
    values={
        UUID: "id parent_organization_id",
        TEXT: "name alternate_name description tax_status tax_id legal_status logo",
        NUMBER: "year_incorporated",
        EMAIL: "email",
        URI: "website uri",
    },
    many={
        "funding": FUNDING,
        "contacts": CONTACT,
        "phones": PHONE,
        "locations": LOCATION,
        "programs": PROGRAM,
        "organization_identifiers": ORGANIZATION_IDENTIFIER,
        **_MORE,
    },
)
SERVICE_AREA = kind(
    "service_area",
    values={UUID: "id service_id", TEXT: "name description extent extent_type uri"},
    many=_MORE,
)
COST_OPTION = kind(
    "cost_option",
    values={
        UUID: "id service_id",
        TEXT: "valid_from valid_to option currency amount_description",
        NUMBER: "amount",
    },
    many=_MORE,
)
REQUIRED_DOCUMENT = kind(
    "required_document",
    values={UUID: "id service_id", TEXT: "document", URI: "uri"},
    many=_MORE,
)
SERVICE = kind(
    "service",
    needs="id name status",
    values={
        UUID: "id organization_id program_id",
        TEXT: "name alternate_name description interpretation_services application_process "
        "fees_description wait_time fees accreditations eligibility_description assured_date "
        "licenses alert",
        NUMBER: "minimum_age maximum_age",
        EMAIL: "email assurer_email",
        URI: "url",
        MOMENT: "last_modified",
    },
    one_of={"status": STATUSES},
    one={"organization": ORGANIZATION, "program": PROGRAM},
    many={
        "phones": PHONE,
        "schedules": SCHEDULE,
        "service_areas": SERVICE_AREA,
        "service_at_locations": SERVICE_AT_LOCATION,
        "languages": LANGUAGE,
        "funding": FUNDING,
        "cost_options": COST_OPTION,
        "required_documents": REQUIRED_DOCUMENT,
        "contacts": CONTACT,
        **_MORE,
    },
)
# Around the services on a page of an interface; some leave all of it out but the services.
PAGE = kind(
    "page",
    needs="contents",
    values={
        WHOLE: "total_items total_pages page_number size",
        YES_OR_NO: "first_page last_page empty",
    },
    many={"contents": SERVICE},
)
