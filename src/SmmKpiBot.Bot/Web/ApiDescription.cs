using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using SmmKpiBot.Bot.Web.Messages;
using SmmKpiBot.Sources.Messages;

namespace SmmKpiBot.Bot.Web;

/// <summary>The OpenAPI description of what other programs may call, at <see cref="Path"/>.</summary>
internal static class ApiDescription
{
    public const string Path = "/api/openapi.json";

    private const string Document = "openapi";
    private const string Token = "token";

    private static readonly Dictionary<string, (string Text, string[] Words)> Fields = new()
    {
        ["conversation"] = ("The conversation's id where the message comes from, e.g. the customer's id or the post's. At most 200 characters.", []),
        ["messageId"] = ("The message's id, unique in its conversation. At most 200 characters.", []),
        ["at"] = ("When it was written: ISO 8601 with an offset, not before 2000 and at most 5 minutes in the future.", []),
        ["direction"] = ("in: from the customer; out: from the brand.", ["in", "out"]),
        ["kind"] = ("A private message, or a public comment.", ["message", "comment"]),
        ["author"] = ("The customer's id or name, of which only a keyed hash is stored; or the name of the staff member who answered. At most 200 characters.", []),
        ["automatic"] = ("A bot or an autoresponder wrote it: it ends no wait.", []),
        ["text"] = ("The text of a customer's message. Its first 100 characters are kept until the answer.", []),
        ["link"] = ("Where the message can be seen: an http or https address.", []),
        ["deleted"] = ("The message was taken away.", []),
    };

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "SmmKpiBot", Version = "v1", Description = "Messages of customers and their answers, as they happen, from programs that have no connector of their own." };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of one account: account token SLUG NETWORK/NAME" },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(PostedMessage))
            {
                Describe(schema);
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.RelativePath == MessagesEndpoint.Path.TrimStart('/') && operation.RequestBody?.Content?.Values.SingleOrDefault() is { Schema: { } list } content)
            {
                content.Schema = new OpenApiSchema { OneOf = [list.Items!, new OpenApiSchema { Type = JsonSchemaType.Array, MaxItems = PostedMessagesReader.MostMessages, Items = list.Items }] };
            }

            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/api/{documentName}.json");

    /// <summary>As the reader of the body takes them: words for choices, nothing that is only ours.</summary>
    private static void Describe(OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = false;
        var known = schema.Properties ?? new Dictionary<string, IOpenApiSchema>();
        schema.Properties = Fields.ToDictionary(field => field.Key, field => (IOpenApiSchema)new OpenApiSchema
        {
            Type = known[field.Key].Type is { } type && type.HasFlag(JsonSchemaType.Boolean) ? JsonSchemaType.Boolean : JsonSchemaType.String,
            Format = field.Key == "at" ? "date-time" : field.Key == "link" ? "uri" : null,
            Description = field.Value.Text,
            Enum = field.Value.Words.Length == 0 ? null : [.. field.Value.Words.Select(word => (JsonNode)JsonValue.Create(word))],
        });
        schema.Required = new HashSet<string> { "conversation", "messageId", "at", "direction" };
    }
}
