using Facilities.Dashboard.Tests.Api;

namespace Facilities.Dashboard.Tests.Rights;

/// <summary>A call that is well formed and whose things exist, so that what refuses it is rights or scope.</summary>
/// <param name="Endpoint">Method and route as the service maps them, or <c>page</c> and its route.</param>
/// <param name="Address">Path and query; asked anew for each caller, who may change or remove what is there.</param>
/// <param name="Body">Sent as JSON; bytes as they are.</param>
internal sealed record RightsCall(string Endpoint, Func<RightsSite, Task<string>> Address, object? Body = null)
{
    /// <summary>Said in the matrix, where an endpoint has more than one row or an answer needs a word.</summary>
    public string Note { get; init; } = "";

    /// <summary>It ends the caller's session: made with a session of its own.</summary>
    public bool EndsSession { get; init; }

    /// <summary>The thing isn't there for anybody (calling it would reach out to the world): not found is an answer, not a refusal.</summary>
    public bool IsMissing { get; init; }

    public HttpMethod Method => Endpoint.StartsWith("page ", StringComparison.Ordinal) ? HttpMethod.Get : new HttpMethod(Endpoint[..Endpoint.IndexOf(' ', StringComparison.Ordinal)]);

    public bool IsPage => Endpoint.StartsWith("page ", StringComparison.Ordinal);

    public async Task<ApiAnswer> SendAsync(RightsSite site, ApiClient client)
    {
        var address = await Address(site);
        return Body is byte[] bytes
            ? await client.SendBytesAsync(Method, address, bytes, "image/jpeg")
            : await client.SendAsync(Method, address, Body, ("Idempotency-Key", Guid.NewGuid().ToString()));
    }
}
