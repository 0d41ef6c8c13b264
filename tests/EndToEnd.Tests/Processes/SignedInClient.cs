using System.Net;
using System.Text.RegularExpressions;

namespace Facilities.EndToEnd_Tests.Processes;

/// <summary>An HTTP client that signed in through the login form, as a browser without scripts would.</summary>
internal sealed partial class SignedInClient : IDisposable
{
    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };

    private SignedInClient(Uri address) => Http = new HttpClient(_handler) { BaseAddress = address };

    public HttpClient Http { get; }

    public static async Task<SignedInClient> SignInAsync(Uri address, string user, string password)
    {
        var client = new SignedInClient(address);
        var page = await client.Http.GetStringAsync(new Uri("/login", UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "login",
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["Input.User"] = user,
            ["Input.Password"] = password,
        });
        using var answer = await client.Http.PostAsync(new Uri("/login", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, $"{user} could not sign in");
        return client;
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
