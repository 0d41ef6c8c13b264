using System.Net;
using System.Text.Json;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string MediaType, string Text, Uri? Location, TimeSpan? RetryAfter, IReadOnlyList<string> Cookies)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>It must be a ProblemDetails with this status and this code, twice said.</summary>
    public void ShouldBeRefused(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        Json.GetProperty("status").GetInt32().ShouldBe((int)status);
        Json.GetProperty("code").GetString().ShouldBe(code);
        Json.GetProperty("type").GetString().ShouldBe("urn:facilities:refusal:" + code);
        Json.GetProperty("parameters").ValueKind.ShouldBe(JsonValueKind.Object);
        Location.ShouldBeNull();
    }

    public string Parameter(string name) => Json.GetProperty("parameters").GetProperty(name).GetString()!;
}
