using System.Net;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Tests.Api;
using Facilities.Dashboard.Tests.Localization;

namespace Facilities.Dashboard.Tests.Pages;

[Collection(ApiCollection.Name)]
public sealed partial class SignInPage_Tests(ApiHost host)
{
    /// <summary>Of the form and of the API together there is one budget per address.</summary>
    [Fact]
    public async Task One_address_that_tries_many_names_is_told_to_wait_in_its_own_language()
    {
        using var sprayer = host.Anyone(IPAddress.Parse("127.0.0.6"));
        var token = Token().Match((await sprayer.SendAsync(HttpMethod.Get, "/login")).Text).Groups[1].Value;
        ApiAnswer answer;
        var tries = 0;
        do
        {
            answer = await TryAsync(sprayer, token, $"name-{tries}");
        }
        // A window may end between two tries; twice the limit can't pass.
        while (answer.Status == HttpStatusCode.OK && ++tries <= 2 * SignInRate.TriesPerAddress);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.RetryAfter.ShouldBe(SignInRate.Window);
        tries.ShouldBeGreaterThanOrEqualTo(SignInRate.TriesPerAddress);
        answer.Text.ShouldContain(Says("zh-CN"));
        (await sprayer.SignInAsync("crew2", ApiHost.Password)).ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.too_often");

        await sprayer.SendAsync(HttpMethod.Get, "/language?to=en");
        (await TryAsync(sprayer, token, "name")).Text.ShouldContain(Says("en"));

        using var other = host.Anyone(IPAddress.Parse("127.0.0.7"));
        (await other.SignInAsync("crew2", ApiHost.Password)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The message up to the time that it names.</summary>
    private static string Says(string language) => ResourceFiles.Read("ShellText", language)["login.tooOften"].Split("{0}")[0];

    private static Task<ApiAnswer> TryAsync(ApiClient client, string token, string name) => client.SendTextAsync(
        HttpMethod.Post, "/login",
        $"_handler=login&__RequestVerificationToken={Uri.EscapeDataString(token)}&Input.User={name}&Input.Password=guess",
        "application/x-www-form-urlencoded");

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
