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

-- The same without samples: no number in it rests on a sample article.
CREATE VIEW indicators_without_samples AS
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
FROM events_without_samples e
JOIN reports r ON r.report_id = e.lead_report
JOIN articles a ON a.article_id = r.article_id;

-- What no sum over days holds, and why.
CREATE VIEW left_out AS
SELECT pair, topic, uncounted AS reason, count(*)::INTEGER AS n_events
FROM events WHERE uncounted <> '' GROUP BY ALL ORDER BY ALL;

-- How far the index of all topics stands from each other choice, over the days on which both say something.
CREATE VIEW sensitivity AS
SELECT
    v.pair,
    v.variant,
    count(*)::INTEGER AS n_days,
    avg(v.net - b.net) AS mean_difference,
    avg(abs(v.net - b.net)) AS mean_distance,
    max(abs(v.net - b.net)) AS largest_distance,
    avg((sign(v.net) = sign(b.net))::INTEGER) AS same_sign,
    corr(v.net, b.net) AS correlation
FROM index_variants v
JOIN index_variants b ON b.pair = v.pair AND b."day" = v."day" AND b.variant = 'base'
WHERE v.variant <> 'base' AND v.net IS NOT NULL AND b.net IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
