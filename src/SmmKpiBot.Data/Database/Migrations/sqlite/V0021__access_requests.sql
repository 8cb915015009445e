-- Access to networks that somebody is giving just now: from the question for consent until a place is chosen. Rows live for minutes.

create table access_request (
    id text primary key,
    client_id integer not null references client (id) on delete cascade,
    -- Null where choosing a place makes a new account.
    account_id integer references account (id) on delete cascade,
    network text not null,
    external_id text,
    -- Who asked, and where the answer goes; both 0 where the command line did.
    user_id integer not null,
    chat_id integer not null,
    language text not null,
    -- Of the state that the browser brings back, SHA-256; null once access is given.
    state_hash text unique,
    redirect_uri text,
    -- Ciphertexts: what proves that the code is ours (PKCE), and the secrets that were given.
    verifier text,
    secrets text,
    access_expires_at integer,
    expires_at integer not null
);

create index access_request_expires on access_request (expires_at);
