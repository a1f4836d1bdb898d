# SPDX-License-Identifier: EUPL-1.2
"""Headings of suppliers: which wait, what each of them is, and what is remembered of that."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from meedoen.monitor import operations, queries
from meedoen.monitor.sources.headings import NoHeadings, parted
from meedoen.monitor.sources.registry import KEYS
from meedoen.monitor.sources.registry import source as source_of
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.numbers import number_in, page_in
from meedoen.web.place_asked import place_asked
from meedoen.web.policy.monitor.heading_forms import HeadingsForm, PasteForm
from meedoen.web.policy.monitor.suppliers import supplier_line, todo
from meedoen.web.policy.showing import show, who_looks
from meedoen.web.policy.views.monitor import monitor_address
from meedoen.web.policy.views.releases import APPROVES

SUPPLIERS_ON_A_PAGE = 12
_OBJECT = "headings of suppliers"
_POST = ("POST",)


def _here(request: HttpRequest, source: str) -> tuple[str, str]:
    """Give the municipality by code and name, of a source that comes as a file."""
    code, places = place_asked(request)
    if not code or source not in KEYS:
        raise Http404
    return code, places[code]


def _found(code: str, source: str, supplier_id: int) -> Any:
    found = queries.supplier_profile(supplier_id, code, source)
    if found is None:
        raise Http404
    return found


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def headings(request: HttpRequest, source: str) -> HttpResponse:
    """List the suppliers of a source: first those of which the headings wait."""
    return _headings(request, *_here(request, source), source)


def _headings(
    request: HttpRequest,
    code: str,
    name: str,
    source: str,
    form: PasteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    pages = Paginator(queries.supplier_profiles(code, source), SUPPLIERS_ON_A_PAGE)
    page = pages.get_page(page_in(request.GET.get("page", "")))
    gone = number_in(request.GET.get("weg", ""))
    forgotten = queries.supplier_profile(gone, code, source) if gone else None
    context = {
        "code": code,
        "name": name,
        "known": source_of(source),
        "page": page,
        "lines": [supplier_line(one) for one in page],
        "query": f"gemeente={code}",
        "forgotten": forgotten if forgotten and forgotten.forgotten_at else None,
        "here": {"gemeente": code},
        "acts": who_looks(request).role in APPROVES,
        "form": form or PasteForm(),
    }
    return show(request, "policy/monitor_headings.html", context, status=status)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def paste(request: HttpRequest, source: str) -> HttpResponse:
    """Keep the headings of a supplier that somebody pasted, and ask what each of them is."""
    code, name = _here(request, source)
    form = PasteForm(request.POST)
    if form.is_valid():
        try:
            made = operations.note_headings(
                municipality=code,
                source=source,
                supplier=form.cleaned_data["supplier"],
                line=parted(form.cleaned_data["line"]),
                by=who_looks(request),
                on=moment_of(request),
            )
        except NoHeadings as sorry:
            form.add_error(None, str(sorry))
        else:
            return redirect(monitor_address("monitor_supplier", code, source, str(made.pk)))
    return _headings(request, code, name, source, form, status=422)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=("GET", "POST"))
def supplier(request: HttpRequest, source: str, supplier_id: int) -> HttpResponse:
    """Say which field each heading of a supplier is; it is remembered for the next file."""
    code, name = _here(request, source)
    found = _found(code, source, supplier_id)
    if found.forgotten_at is not None:
        raise Http404
    form = _headings_form(request, found)
    if request.method == "POST" and form.is_valid():
        operations.remember_profile(
            profile=found, written=form.profile(), by=who_looks(request), on=moment_of(request)
        )
        return redirect(monitor_address("monitor_supplier", code, source, str(found.pk)))
    context = {
        "code": code,
        "name": name,
        "known": source_of(source),
        "supplier": found,
        "todo": todo(found),
        "form": form,
    }
    status = 422 if form.errors else 200
    return show(request, "policy/monitor_supplier.html", context, status=status)


def _headings_form(request: HttpRequest, found: Any) -> HeadingsForm:
    return HeadingsForm(
        request.POST if request.method == "POST" else None,
        source=source_of(found.source),
        seen=found.seen,
        written=queries.written_profile(found),
        propose="voorstellen" in request.GET,
    )


@endpoint(purpose=Purpose.POLICY, object=_OBJECT)
def profile(request: HttpRequest, source: str, supplier_id: int) -> HttpResponse:
    """Give what is remembered of a supplier as the file that `--profile` reads."""
    code, _ = _here(request, source)
    found = _found(code, source, supplier_id)
    text = queries.written_profile(found).as_yaml()
    headers = {"Content-Disposition": f'attachment; filename="profiel-{source}-{found.pk}.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def forget(request: HttpRequest, source: str, supplier_id: int) -> HttpResponse:
    """Forget what is remembered of a supplier; the list offers to put it back."""
    code, _ = _here(request, source)
    found = _found(code, source, supplier_id)
    operations.forget_profile(profile=found, by=who_looks(request), on=moment_of(request))
    response = redirect(monitor_address("monitor_headings", code, source))
    response["Location"] += f"&weg={found.pk}"
    return response


@endpoint(purpose=Purpose.POLICY, object=_OBJECT, roles=APPROVES, methods=_POST)
def put_back(request: HttpRequest, source: str, supplier_id: int) -> HttpResponse:
    """Remember again what was forgotten of a supplier."""
    code, _ = _here(request, source)
    found = _found(code, source, supplier_id)
    if not operations.put_back_profile(profile=found, by=who_looks(request), on=moment_of(request)):
        messages.info(request, "Van deze leverancier staan er intussen nieuwe koppen. Die blijven.")
    return redirect(monitor_address("monitor_headings", code, source))
