-- The newest messages of a conversation: a delivery reads these, however long the conversation is.
create index message_newest on message (account_id, conversation, at);
