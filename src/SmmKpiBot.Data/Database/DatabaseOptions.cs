using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Data.Database;

/// <summary>The settings section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    [RegularExpression("^(sqlite|postgres)$", ErrorMessage = "Database:Provider must be sqlite or postgres.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>An ADO.NET connection string of the provider.</summary>
    [Required(ErrorMessage = "Database:ConnectionString must name the database, e.g. \"Data Source=data/smmkpibot.db\".")]
    public string ConnectionString { get; set; } = "Data Source=data/smmkpibot.db";
}
