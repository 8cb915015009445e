namespace SmmKpiBot.Data.Database;

/// <summary>The database engines. What differs between them in SQL is decided by this value and nowhere else.</summary>
public enum Dialect
{
    Sqlite,
    Postgres,
}
