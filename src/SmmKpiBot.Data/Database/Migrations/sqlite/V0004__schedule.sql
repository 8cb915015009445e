-- Since when a chat gets digests of a client in this frequency: what was due before is not owed.
CREATE TABLE digest_subscription (
    bound_chat_id INTEGER NOT NULL REFERENCES bound_chat (id) ON DELETE CASCADE,
    client_id     INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    frequency     INTEGER NOT NULL,
    since         INTEGER NOT NULL,
    PRIMARY KEY (bound_chat_id, client_id)
);
CREATE INDEX digest_subscription_client ON digest_subscription (client_id);

-- What was decided about each digest: one row for a chat, kind, client and period, whatever restarts or runs beside it.
-- outcome: 0 sent, 1 the main goal had no figures, 2 missed by more than the grace.
CREATE TABLE digest_log (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    bound_chat_id INTEGER NOT NULL REFERENCES bound_chat (id) ON DELETE CASCADE,
    client_id     INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    frequency     INTEGER NOT NULL,
    period_start  INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    decided_at    INTEGER NOT NULL,
    outcome       INTEGER NOT NULL,
    CONSTRAINT digest_log_once UNIQUE (bound_chat_id, frequency, client_id, period_start)
);
CREATE INDEX digest_log_client ON digest_log (client_id);
CREATE INDEX digest_log_due ON digest_log (due_at);

-- Digests whose figures were looked at a day before.
CREATE TABLE digest_warning (
    client_id    INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    frequency    INTEGER NOT NULL,
    period_start INTEGER NOT NULL,
    checked_at   INTEGER NOT NULL,
    PRIMARY KEY (client_id, frequency, period_start)
);
