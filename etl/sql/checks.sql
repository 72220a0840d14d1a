-- Promises of a snapshot: which are broken, by how many rows, and one of them. No row: all are kept.
WITH broken(promise, subject) AS (

    -- evidence
    SELECT 'every quote stands in its article at its offsets', r.report_id
    FROM reports r JOIN articles a USING (article_id)
    WHERE substr(a.text, r.quote_start + 1, r.quote_end - r.quote_start) <> r.quote OR r.quote = ''
UNION ALL
    SELECT 'every further quote stands in its article at its offsets', r.report_id
    FROM (SELECT report_id, article_id, unnest(also) AS q FROM reports) r JOIN articles a USING (article_id)
    WHERE substr(a.text, r.q."start" + 1, r.q."end" - r.q."start") <> r.q."text"
UNION ALL
    SELECT 'every report has its article', report_id FROM reports ANTI JOIN articles USING (article_id)
UNION ALL
    SELECT 'every report has its event', report_id FROM reports ANTI JOIN events USING (event_id)
UNION ALL
    SELECT 'every event has a report', event_id FROM events ANTI JOIN reports USING (event_id)
UNION ALL
    SELECT 'every event has its title and quote from a report of its own', e.event_id
    FROM events e LEFT JOIN reports r ON r.report_id = e.lead_report
    WHERE r.event_id IS DISTINCT FROM e.event_id OR r.quote IS DISTINCT FROM e.quote
UNION ALL
    SELECT 'every report says what its event says', r.report_id
    FROM reports r JOIN events e USING (event_id) WHERE (r.pair, r.indicator) <> (e.pair, e.indicator)
UNION ALL
    SELECT 'every event counts its articles', event_id
    FROM events JOIN (SELECT event_id, count(DISTINCT article_id) AS n FROM reports GROUP BY event_id) USING (event_id)
    WHERE n_articles <> n OR n_sources NOT BETWEEN 1 AND n_articles
UNION ALL
    SELECT 'no event that is not a sample is led by a sample', e.event_id
    FROM (SELECT event_id, lead_report, sample FROM events
          UNION ALL SELECT event_id, lead_report, sample FROM events_without_samples) e
    JOIN reports r ON r.report_id = e.lead_report JOIN articles a USING (article_id)
    WHERE a.sample AND NOT e.sample
UNION ALL
    SELECT 'without samples, every event is one that real articles tell, counted from them alone', event_id
    FROM (SELECT event_id, count(DISTINCT article_id) AS n, min(published) AS first
          FROM reports JOIN articles USING (article_id) WHERE NOT articles.sample GROUP BY event_id)
    FULL JOIN events_without_samples w USING (event_id)
    WHERE w.n_articles IS DISTINCT FROM n OR w.first_reported IS DISTINCT FROM first OR w.sample
UNION ALL
    SELECT 'every copy has an original that is none', c.article_id
    FROM articles c LEFT JOIN articles o ON o.article_id = c.duplicate_of
    WHERE c.duplicate_of <> '' AND o.duplicate_of IS DISTINCT FROM ''
UNION ALL
    SELECT 'merge decisions name reports', d.report
    FROM merge_decisions d WHERE d.report NOT IN (SELECT report_id FROM reports)
        OR d.other NOT IN (SELECT report_id FROM reports)

    -- values
UNION ALL
    SELECT 'indicator, topic, stance and action are the catalogue''s', e.event_id
    FROM events e
    LEFT JOIN indicator_types i ON (i.pair, i.indicator, i.topic) = (e.pair, e.indicator, e.topic)
    LEFT JOIN actions a ON (a.action, a.stance) = (e.action, e.stance)
    WHERE i.indicator IS NULL OR a.action IS NULL
UNION ALL
    SELECT 'the actor is a side of the pair, BOTH or OTHER', event_id
    FROM events JOIN pairs USING (pair) WHERE NOT list_contains(sides || ['BOTH', 'OTHER'], actor)
UNION ALL
    SELECT 'modality, precision and origin are known ones', event_id
    FROM events
    WHERE modality NOT IN ('actual', 'announced', 'ongoing') OR date_precision NOT IN ('day', 'month', 'year', 'unknown')
        OR origin NOT IN ('coded', 'curated', 'coded+curated')
UNION ALL
    SELECT 'dates run from first to last, and are missing only where unknown', id
    FROM (SELECT event_id AS id, date_start, date_end, date_precision FROM events
          UNION ALL SELECT report_id, date_start, date_end, date_precision FROM reports)
    WHERE date_start > date_end OR (date_start IS NULL) <> (date_precision = 'unknown')
        OR (date_start IS NULL) <> (date_end IS NULL) OR (date_precision = 'day' AND date_start <> date_end)
UNION ALL
    SELECT 'confidence is within 0..1, intensity within 0..10', event_id
    FROM events WHERE NOT (confidence BETWEEN 0 AND 1) OR NOT (intensity BETWEEN 0 AND 10)

    -- policies
UNION ALL
    SELECT 'policies and their states are the catalogue''s', m.policy || '=' || m.state
    FROM (SELECT pair, policy, state FROM intervals UNION ALL SELECT pair, policy, state FROM transitions) m
    ANTI JOIN policy_states USING (pair, policy, state)
UNION ALL
    SELECT 'every move of a policy has its event', policy || '=' || state
    FROM (SELECT policy, state, event_id FROM transitions
          UNION ALL SELECT policy, state, event_id FROM intervals WHERE event_id <> '')
    ANTI JOIN events USING (event_id)
UNION ALL
    SELECT 'a date and its precision belong together', policy || '=' || state
    FROM (SELECT policy, state, start_date, "precision" FROM intervals
          UNION ALL SELECT policy, state, effective, "precision" FROM transitions)
    WHERE (start_date IS NULL) <> ("precision" = 'unknown')
UNION ALL
    SELECT 'every ruling is an event with a stage of the catalogue', event_id
    FROM rulings r LEFT JOIN events e USING (event_id) LEFT JOIN court_stages s ON (s.pair, s.stage) = (r.pair, r.stage)
    WHERE e.event_id IS NULL OR (r.stage <> '' AND s.stage IS NULL)
UNION ALL
    SELECT 'the intervals of a policy tile all time', policy
    FROM (SELECT policy, start_date, end_date,
              lag(end_date) OVER timeline AS left_off, row_number() OVER timeline AS place,
              lead(start_date) OVER timeline AS goes_on
          FROM intervals WINDOW timeline AS (PARTITION BY pair, policy ORDER BY start_date NULLS FIRST))
    WHERE start_date >= end_date OR start_date IS DISTINCT FROM left_off OR end_date IS DISTINCT FROM goes_on
        OR (start_date IS NULL) <> (place = 1)
UNION ALL
    SELECT 'every policy has a state', policy FROM policies ANTI JOIN intervals USING (pair, policy)

    -- index
UNION ALL
    SELECT 'the index lies within -1..1 and inside its band', topic || ' ' || "day"
    FROM index_days
    WHERE NOT (net BETWEEN -1 AND 1) OR NOT (net BETWEEN low AND high) OR low < -1 OR high > 1
        OR (net IS NULL) <> (low IS NULL) OR (net IS NULL) <> (high IS NULL)
UNION ALL
    SELECT 'what the index sums is finite and not negative', topic || ' ' || "day"
    FROM index_days WHERE NOT (cooperation >= 0 AND isfinite(cooperation) AND friction >= 0 AND isfinite(friction))
UNION ALL
    SELECT 'an event counts in the index or says why not', event_id
    FROM events WHERE weight < 0 OR weight > intensity OR (uncounted <> '' AND weight > 0)
        OR uncounted NOT IN ('', 'undated', 'state') OR (date_start IS NULL) <> (uncounted = 'undated')
UNION ALL
    SELECT 'the variant named base is the index', CAST("day" AS VARCHAR)
    FROM index_variants v JOIN index_days i USING (pair, "day")
    WHERE v.variant = 'base' AND i.topic = 'all'
        AND (v.net IS DISTINCT FROM i.net OR v.cooperation <> i.cooperation OR v.friction <> i.friction)
UNION ALL
    SELECT 'the index says nothing where nothing was looked at', topic || ' ' || "day"
    FROM index_days
    WHERE coverage NOT IN ('articles', 'chronology', 'none') OR (coverage = 'none' AND net IS NOT NULL)
UNION ALL
    SELECT 'the index has one row for each topic and covered day', t.topic || ' ' || c."day"
    FROM (SELECT pair, topic FROM topics UNION ALL SELECT pair, 'all' FROM pairs) t
    JOIN coverage c USING (pair)
    FULL JOIN (SELECT pair, topic, "day", count(*) AS n FROM index_days GROUP BY ALL) i USING (pair, topic, "day")
    WHERE i.n IS DISTINCT FROM 1 OR c."day" IS NULL
UNION ALL
    SELECT 'no day lies after the run''s own', CAST("day" AS VARCHAR)
    FROM coverage JOIN runs USING (pair) WHERE "day" > as_of
UNION ALL
    SELECT 'the index goes on until the run''s own day', CAST(max("day") AS VARCHAR)
    FROM coverage JOIN runs USING (pair) HAVING max("day") <> max(as_of)

    -- the run
UNION ALL
    SELECT 'everything is about the run''s pair', id
    FROM (SELECT pair, event_id AS id FROM events UNION ALL SELECT pair, report_id FROM reports
          UNION ALL SELECT pair, policy FROM intervals UNION ALL SELECT pair, topic FROM index_days)
    ANTI JOIN runs USING (pair)
UNION ALL
    SELECT 'the run counts what the tables hold', run_id
    FROM runs
    WHERE n_events <> (SELECT count(*) FROM events) OR n_reports <> (SELECT count(*) FROM reports)
        OR n_problems <> (SELECT count(*) FROM problems)
        OR n_articles <> (SELECT count(*) FROM articles WHERE NOT curated)
        OR n_duplicates <> (SELECT count(*) FROM articles WHERE duplicate_of <> '')
UNION ALL
    SELECT 'there is exactly one run', CAST(n AS VARCHAR) FROM (SELECT count(*) AS n FROM runs) WHERE n <> 1
UNION ALL
    SELECT 'every event is in the view indicators', event_id FROM events ANTI JOIN indicators USING (event_id)
)
SELECT promise, count(*) AS broken, min(subject) AS example
FROM broken
GROUP BY promise
ORDER BY promise;
