-- What this batch needed to know.
DROP TABLE planned, lying, grown, growing_doors;
