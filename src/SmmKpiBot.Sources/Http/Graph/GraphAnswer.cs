using System.Text.Json;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>What Meta answered to a question: a body, or why not.</summary>
internal readonly record struct GraphAnswer(JsonElement Body, GraphError? Error);
