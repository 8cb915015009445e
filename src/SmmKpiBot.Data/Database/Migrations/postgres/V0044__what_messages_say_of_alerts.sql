-- The last message that said anything of the episode; message_key is the one that told its firing.
alter table alert_notice add column said_key text;
update alert_notice set said_key = message_key where message_key is not null;

-- What a message says of each episode (kinds as the bot numbers them), and how the chat's notice of it stood before: so it is written anew whole, and taken back whole.
create table alert_line (
    message_key text not null,
    episode_id text not null,
    bound_chat_id bigint not null references bound_chat (id) on delete cascade,
    client_id bigint references client (id) on delete cascade,
    message_kind bigint not null,
    kind bigint not null,
    is_last bigint not null,
    stage bigint not null,
    since bigint not null,
    told_key text,
    told_at bigint,
    told_severity bigint,
    repeats bigint not null,
    primary key (message_key, episode_id)
);

create index alert_line_client on alert_line (client_id);
create index alert_line_chat on alert_line (bound_chat_id);
create index alert_line_since on alert_line (since);

-- Of messages before this only the firings they told are known.
insert into alert_line (message_key, episode_id, bound_chat_id, client_id, message_kind, kind, is_last, stage, since, repeats)
select message_key, episode_id, bound_chat_id, client_id, case when message_key like 'alert:%:morning:%' then 2 else 0 end, 0, 0, 0, since, 0
from alert_notice where message_key is not null
on conflict (message_key, episode_id) do nothing;
