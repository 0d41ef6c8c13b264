using System.Net;
using Facilities.Dashboard.Pages.Settings;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Pages;
using Facilities.Dashboard.Tests.Support;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Accounts_Tests(ApiHost host)
{
    [Fact]
    public async Task A_one_time_password_opens_only_the_page_that_replaces_it_and_a_lock_ends_the_session()
    {
        var boss = await host.AsAsync("firmadmin");
        var made = await boss.SendAsync(HttpMethod.Post, "api/users", new { userName = "newcomer", nameZh = "新人", role = "Crew" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var (id, password) = (made.Json.GetProperty("id").GetInt32(), made.Json.GetProperty("password").GetString()!);
        using var person = host.Anyone(IPAddress.Parse("127.0.3.1"));

        (await person.SignInAsync("newcomer", password)).ShouldBeRefused(HttpStatusCode.Forbidden, "session.password_change_needed");
        (await person.PostFormAsync("/login", "login", ("Input.User", "newcomer"), ("Input.Password", password))).Status.ShouldBe(HttpStatusCode.Found);
        (await person.SendAsync(HttpMethod.Get, "api/faults")).ShouldBeRefused(HttpStatusCode.Forbidden, "session.password_change_needed");
        (await person.SendAsync(HttpMethod.Get, "/faults")).Location!.OriginalString.ShouldEndWith("/account/security");
        var text = ResourceFiles.Read("AccountText", "zh-CN");
        (await ReplaceAsync(password)).Text.ShouldContain(text["password.same"]);
        (await ReplaceAsync("my-own-password-1")).Text.ShouldContain(text["password.changed"]);
        (await person.SendAsync(HttpMethod.Get, "api/faults")).Status.ShouldBe(HttpStatusCode.OK, "this session goes on");

        (await boss.SendAsync(HttpMethod.Post, $"api/users/{id}/lock")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await person.SendAsync(HttpMethod.Get, "api/faults")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
        (await person.SignInAsync("newcomer", "my-own-password-1")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.locked");
        (await boss.SendAsync(HttpMethod.Post, $"api/users/{id}/unlock")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await person.SignInAsync("newcomer", "my-own-password-1")).Status.ShouldBe(HttpStatusCode.OK);

        (await boss.SendAsync(HttpMethod.Put, $"api/users/{id}/role", new { role = "Dispatcher" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await person.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
        var again = await boss.SendAsync(HttpMethod.Post, $"api/users/{id}/password");
        again.Json.GetProperty("password").GetString().ShouldNotBe(password);
        (await person.SignInAsync("newcomer", "my-own-password-1")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.refused");
        (await boss.SendAsync(HttpMethod.Post, "api/users", new { userName = "Newcomer", nameZh = "新人", role = "Crew" })).ShouldBeRefused(HttpStatusCode.Conflict, "account.name_taken");
        (await boss.SendAsync(HttpMethod.Put, $"api/users/{id}/role", new { role = "Regulator" })).ShouldBeRefused(HttpStatusCode.Forbidden, "account.role_refused");
        var row = (await boss.GetAsync("api/users?take=500")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetInt32() == id);
        (row.GetProperty("role").GetString(), row.GetProperty("state").GetString()).ShouldBe(("Dispatcher", "OneTimePassword"));

        Task<ApiAnswer> ReplaceAsync(string replacement) =>
            person.PostFormAsync("/account/security", "password", ("Password.Current", password), ("Password.New", replacement), ("Password.Repeated", replacement));
    }

    [Theory]
    [InlineData("firmadmin", "liftfirm", "crewsite")]
    [InlineData("admin", "admin", "regulator")]
    public async Task The_table_offers_to_manage_whom_one_manages(string caller, string notManaged, string managed)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var culture = new UseCulture(language);
            var text = ResourceFiles.Read("AccountText", language);
            await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, caller), "/settings");

            var html = WebUtility.HtmlDecode(await rendering.SettledAsync(typeof(UserTable), []));

            RowOf(managed).ShouldContain($">{text["accounts.change"]}</button>");
            RowOf(managed).ShouldContain(text["accounts.state.Open"]);
            RowOf(notManaged).ShouldNotContain("<button");
            html.ShouldContain(text["accounts.add"]);

            string RowOf(string user) => html.Split("<tr").FirstOrDefault(row => row.Contains($">{user}<", StringComparison.Ordinal)) ?? "";
        }
    }
}
