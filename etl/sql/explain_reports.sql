SELECT e.title, e.indicator, e.stance, e.action, e.actor, e.date_start AS event_date, e.date_precision AS event_precision,
    e.confidence AS event_confidence, r.quote, r.rule, r.date_start, r.date_precision, r.date_basis, r.date_expression,
    r.confidence, r.trace, a.source, a.published, a.url
FROM reports r JOIN events e USING (event_id) JOIN articles a USING (article_id)
WHERE event_id = $event_id
ORDER BY r.report_id;
