-- The public contract: one row an event, in the column order of the CSV.
CREATE VIEW indicators AS
SELECT
    e.event_id,
    e.pair,
    e.date_start AS "date",              -- first day it can have been; read with date_precision
    e.date_precision,
    e.topic,
    e.indicator,
    e.stance,
    e.action,
    e.actor,
    e.modality,
    e.intensity,
    e.confidence,
    e.title,
    e.quote,
    a.url,
    a.source,
    e.n_articles,
    e.n_sources,
    e.first_reported,
    e.origin,
    e.sample,
    e.coder_version
FROM events e
JOIN reports r ON r.report_id = e.lead_report
JOIN articles a ON a.article_id = r.article_id;
