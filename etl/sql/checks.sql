-- One row a promise: how many rows break it.
SELECT 'every quote stands in its article at its offsets' AS promise,
    (SELECT count(*) FROM reports r JOIN articles a USING (article_id)
     WHERE substr(a.text, r.quote_start + 1, r.quote_end - r.quote_start) <> r.quote) AS broken
UNION ALL SELECT 'every report has its article', (SELECT count(*) FROM reports ANTI JOIN articles USING (article_id))
UNION ALL SELECT 'every report has its event', (SELECT count(*) FROM reports ANTI JOIN events USING (event_id))
UNION ALL SELECT 'every event has a report', (SELECT count(*) FROM events ANTI JOIN reports USING (event_id))
UNION ALL SELECT 'every event is in the view indicators',
    (SELECT abs((SELECT count(*) FROM events) - (SELECT count(*) FROM indicators)))
UNION ALL SELECT 'dates begin before they end',
    (SELECT count(*) FROM events WHERE date_start > date_end OR (date_start IS NULL) <> (date_precision = 'unknown'))
UNION ALL SELECT 'indicator, topic and action are in the catalogue',
    (SELECT count(*) FROM events e LEFT JOIN indicator_types i ON i.indicator = e.indicator AND i.topic = e.topic
     LEFT JOIN actions c ON c.action = e.action AND c.stance = e.stance
     WHERE i.indicator IS NULL OR c.action IS NULL)
UNION ALL SELECT 'confidence is within 0..1, intensity within 0..10',
    (SELECT count(*) FROM events WHERE confidence NOT BETWEEN 0 AND 1 OR intensity NOT BETWEEN 0 AND 10)
UNION ALL SELECT 'the index lies within -1..1 and inside its band',
    (SELECT count(*) FROM index_days WHERE net NOT BETWEEN -1 AND 1 OR low > net + 1e-9 OR high < net - 1e-9)
UNION ALL SELECT 'intervals end after they begin',
    (SELECT count(*) FROM intervals WHERE start_date >= end_date)
UNION ALL SELECT 'the run counts what the tables hold',
    (SELECT count(*) FROM runs WHERE n_events <> (SELECT count(*) FROM events)
        OR n_reports <> (SELECT count(*) FROM reports));
