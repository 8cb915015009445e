-- Whether messages can be heard in a feed is asked of Telegram now and then, for it says nothing when it keeps them back.

-- When it was asked last, or the feed was connected or disconnected.
alter table telegram_feed add column checked_at integer;
-- What keeps messages back since when (the name of an AccountTrouble); null when they are heard.
alter table telegram_feed add column trouble text;
alter table telegram_feed add column trouble_since integer;
