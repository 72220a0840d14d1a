-- One snapshot: what one run of the way of the data found out about one pair.
-- Written once, published, never changed after. Dates are local to the report.

CREATE TABLE schema_version ("version" INTEGER NOT NULL);

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    pair VARCHAR NOT NULL,
    as_of DATE NOT NULL,                 -- the day the run looks from
    started TIMESTAMP NOT NULL,          -- UTC
    coder_version VARCHAR NOT NULL,
    catalogue_hash VARCHAR NOT NULL,
    n_articles INTEGER NOT NULL,         -- read and kept, curated rows left out
    n_duplicates INTEGER NOT NULL,
    n_problems INTEGER NOT NULL,
    n_reports INTEGER NOT NULL,
    n_events INTEGER NOT NULL,
    seconds DOUBLE NOT NULL,
    inputs VARCHAR[] NOT NULL            -- what was read, as given
);

CREATE TABLE articles (
    article_id VARCHAR PRIMARY KEY,
    published DATE NOT NULL,
    source VARCHAR NOT NULL,             -- the outlet, '' where unknown
    url VARCHAR NOT NULL,                -- '' where there is none
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    read_from VARCHAR NOT NULL,          -- file and line
    sample BOOLEAN NOT NULL,             -- written for this project, not reporting
    curated BOOLEAN NOT NULL,            -- a row of a chronology, not an article
    duplicate_of VARCHAR NOT NULL        -- article_id of the same text, '' where first
);

CREATE TABLE reports (
    report_id VARCHAR PRIMARY KEY,
    event_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    pair VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR NOT NULL,     -- day, month, year, unknown
    date_basis VARCHAR NOT NULL,         -- explicit, relative, anchored, published, curated, none
    date_expression VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    quote_start INTEGER NOT NULL,        -- characters into articles.text
    quote_end INTEGER NOT NULL,
    also STRUCT("start" INTEGER, "end" INTEGER, "text" VARCHAR)[] NOT NULL,
    confidence DOUBLE NOT NULL,
    rule VARCHAR NOT NULL,
    news BOOLEAN NOT NULL,
    origin VARCHAR NOT NULL,             -- coded, curated
    state_effect VARCHAR NOT NULL,
    trace STRUCT(what VARCHAR, "value" VARCHAR)[] NOT NULL
);

CREATE TABLE events (
    event_id VARCHAR PRIMARY KEY,
    pair VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR NOT NULL,
    date_basis VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    intensity DOUBLE NOT NULL,           -- 0..10
    weight DOUBLE NOT NULL,              -- what it counts for in the index, 0..10
    uncounted VARCHAR NOT NULL,          -- why it counts nothing: undated, state; '' if it counts
    confidence DOUBLE NOT NULL,          -- 0..1
    title VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    lead_report VARCHAR NOT NULL,
    n_articles INTEGER NOT NULL,
    n_sources INTEGER NOT NULL,          -- copies of one wire count once
    first_reported DATE NOT NULL,
    origin VARCHAR NOT NULL,             -- coded, curated, coded+curated
    sample BOOLEAN NOT NULL,
    state_effect VARCHAR NOT NULL,
    coder_version VARCHAR NOT NULL
);

-- the same events as real sources alone tell them, those that only samples tell left out
CREATE TABLE events_without_samples (
    event_id VARCHAR PRIMARY KEY,
    pair VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR NOT NULL,
    date_basis VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    intensity DOUBLE NOT NULL,           -- 0..10
    weight DOUBLE NOT NULL,              -- what it counts for in the index, 0..10
    uncounted VARCHAR NOT NULL,          -- why it counts nothing: undated, state; '' if it counts
    confidence DOUBLE NOT NULL,          -- 0..1
    title VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    lead_report VARCHAR NOT NULL,
    n_articles INTEGER NOT NULL,
    n_sources INTEGER NOT NULL,          -- copies of one wire count once
    first_reported DATE NOT NULL,
    origin VARCHAR NOT NULL,             -- coded, curated, coded+curated
    sample BOOLEAN NOT NULL,
    state_effect VARCHAR NOT NULL,
    coder_version VARCHAR NOT NULL
);

CREATE TABLE merge_decisions (
    report VARCHAR NOT NULL,
    other VARCHAR NOT NULL,
    same BOOLEAN NOT NULL,
    score DOUBLE NOT NULL,
    reason VARCHAR NOT NULL
);

CREATE TABLE transitions (
    pair VARCHAR NOT NULL,
    policy VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    announced DATE,
    effective DATE NOT NULL,
    "precision" VARCHAR NOT NULL,        -- of effective
    first_reported DATE NOT NULL,
    detail VARCHAR NOT NULL,
    expected_end DATE,                   -- as told when it began, NULL where nothing was told
    ended DATE                           -- first day of the next state, NULL: still so
);

CREATE TABLE intervals (
    pair VARCHAR NOT NULL,
    policy VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    start_date DATE,                     -- NULL: since before the data begin
    end_date DATE,                       -- first day of the next state, NULL: still so
    event_id VARCHAR NOT NULL,           -- '' for the initial state
    detail VARCHAR NOT NULL,
    "precision" VARCHAR NOT NULL,        -- of start_date, unknown for the initial state
    expected_end DATE                    -- as told when it began, NULL where nothing was told
);

CREATE TABLE rulings (
    pair VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL               -- '' where the words do not tell
);

CREATE TABLE index_days (
    pair VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,              -- a topic's id, or 'all'
    "day" DATE NOT NULL,
    cooperation DOUBLE NOT NULL,
    friction DOUBLE NOT NULL,
    net DOUBLE,                          -- (C - F) / (C + F), NULL where nothing is known
    low DOUBLE,
    high DOUBLE,
    n_events INTEGER NOT NULL,
    coverage VARCHAR NOT NULL            -- articles, chronology, none
);

CREATE TABLE index_variants (
    pair VARCHAR NOT NULL,
    variant VARCHAR NOT NULL,            -- base, half-life 30 days, without severity, …
    "day" DATE NOT NULL,
    cooperation DOUBLE NOT NULL,
    friction DOUBLE NOT NULL,
    net DOUBLE
);

CREATE TABLE coverage (
    pair VARCHAR NOT NULL,
    "day" DATE NOT NULL,
    n_articles INTEGER NOT NULL,         -- scanned, those without events too
    n_curated INTEGER NOT NULL,          -- rows of chronologies dated to this day
    in_chronology BOOLEAN NOT NULL       -- between the first and the last row of a chronology
);

CREATE TABLE problems ("where" VARCHAR NOT NULL, what VARCHAR NOT NULL, remedy VARCHAR NOT NULL);
CREATE TABLE findings (kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, "text" VARCHAR NOT NULL);

-- the catalogue, as it was when the run was made
CREATE TABLE pairs (pair VARCHAR NOT NULL, name VARCHAR NOT NULL, sides VARCHAR[] NOT NULL, about VARCHAR NOT NULL,
    half_life_days DOUBLE NOT NULL, gap_days INTEGER NOT NULL, resamples INTEGER NOT NULL, seed INTEGER NOT NULL,
    announced_weight DOUBLE NOT NULL);
CREATE TABLE countries (code VARCHAR NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE topics (pair VARCHAR NOT NULL, topic VARCHAR NOT NULL, name VARCHAR NOT NULL, "position" INTEGER NOT NULL);
CREATE TABLE indicator_types (pair VARCHAR NOT NULL, indicator VARCHAR NOT NULL, topic VARCHAR NOT NULL,
    name VARCHAR NOT NULL, definition VARCHAR NOT NULL, valence INTEGER NOT NULL, intensity DOUBLE NOT NULL,
    "position" INTEGER NOT NULL);
CREATE TABLE actions (action VARCHAR NOT NULL, stance VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    intensity DOUBLE NOT NULL, definition VARCHAR NOT NULL);
CREATE TABLE policies (pair VARCHAR NOT NULL, policy VARCHAR NOT NULL, name VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL, initial VARCHAR NOT NULL, "position" INTEGER NOT NULL);
CREATE TABLE policy_states (pair VARCHAR NOT NULL, policy VARCHAR NOT NULL, state VARCHAR NOT NULL,
    name VARCHAR NOT NULL, stance VARCHAR NOT NULL, in_force BOOLEAN NOT NULL, definition VARCHAR NOT NULL);
CREATE TABLE policy_moves (pair VARCHAR NOT NULL, policy VARCHAR NOT NULL, "position" INTEGER NOT NULL,
    state VARCHAR NOT NULL, actions VARCHAR[] NOT NULL, actors VARCHAR[] NOT NULL, modalities VARCHAR[] NOT NULL,
    sources VARCHAR[] NOT NULL, words VARCHAR[] NOT NULL, any_indicator BOOLEAN NOT NULL);
CREATE TABLE court_stages (pair VARCHAR NOT NULL, stage VARCHAR NOT NULL, name VARCHAR NOT NULL,
    "position" INTEGER NOT NULL);
