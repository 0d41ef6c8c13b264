using System.Net;
using System.Text.RegularExpressions;
using Facilities.Dashboard.Tests.Api;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Domain.Access;
using Facilities.Operations.Demo;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>The second step of signing in, on a service that demands it of administrators and regulators.</summary>
public sealed partial class SecondFactor_Tests : IAsyncLifetime
{
    private static readonly string Password = DemoAccounts.All[0].Password;
    private RunningDashboard _dashboard = null!;

    public async Task InitializeAsync()
    {
        _dashboard = RunningDashboard.Start(seeded: true, settings: ("Accounts:RequireSecondFactor", "true"));
        await using var scope = _dashboard.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        // The demo's accounts don't lock: whoever tries it out would lock out everybody else.
        await users.SetLockoutEnabledAsync((await users.FindByNameAsync("regulator"))!, true);
        var second = new AppUser { UserName = "admin2", NameZh = "副管理员", NameEn = "Second", Role = Role.Admin };
        (await users.CreateAsync(second, Password)).Succeeded.ShouldBeTrue();
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Who_must_have_it_sets_it_up_first_and_is_asked_for_it_from_then_on()
    {
        using var admin = Anyone(2);
        using var elsewhere = Anyone(2);
        using var crew = Anyone(2);
        (await admin.SignInAsync("admin", Password)).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.SignInAsync("admin", Password)).Status.ShouldBe(HttpStatusCode.OK);
        (await crew.SignInAsync("crew", Password)).Status.ShouldBe(HttpStatusCode.OK);

        (await admin.SendAsync(HttpMethod.Get, "api/faults")).ShouldBeRefused(HttpStatusCode.Forbidden, "session.second_factor_needed");
        (await admin.SendAsync(HttpMethod.Get, "/faults")).Location!.OriginalString.ShouldEndWith("/account/security");
        (await admin.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await crew.SendAsync(HttpMethod.Get, "api/faults")).Status.ShouldBe(HttpStatusCode.OK);

        var (key, recovery) = await EnrolAsync(admin);
        (await admin.SendAsync(HttpMethod.Get, "api/faults")).Status.ShouldBe(HttpStatusCode.OK, "this session goes on");
        (await elsewhere.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Forbidden, "session.second_factor_needed");

        using var again = Anyone(3);
        (await again.SignInAsync("admin", Password)).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.code_needed");
        (await again.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
        (await SignInAsync(again, "admin", CodeOf(key, 0))).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.code_refused");
        var next = CodeOf(key, 30);
        (await SignInAsync(again, "admin", next)).Status.ShouldBe(HttpStatusCode.OK, "the one of setting up was used, the next wasn't");
        (await SignInAsync(again, "admin", next)).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.code_refused");
        (await SignInAsync(again, "admin", recovery[0].ToLowerInvariant())).Status.ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(again, "admin", recovery[0])).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.code_refused");

        // The form asks on a page of its own, and leads on to where one wanted to go.
        using var form = Anyone(4);
        var asked = await form.PostFormAsync("/login?ReturnUrl=%2Ffaults", "login", ("Input.User", "admin"), ("Input.Password", Password));
        asked.Status.ShouldBe(HttpStatusCode.Found);
        asked.Location!.OriginalString.ShouldContain("/login/code");
        (await form.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
        (await form.PostFormAsync("/login/code", "code", ("Input.Code", "000000"))).Text.ShouldContain(ResourceFiles.Read("AccountText", "zh-CN")["code.wrong"]);
        var through = await form.PostFormAsync("/login/code?ReturnUrl=%2Ffaults", "code", ("Input.Code", recovery[1]));
        through.Status.ShouldBe(HttpStatusCode.Found);
        through.Location!.OriginalString.ShouldEndWith("/faults");
        (await form.SendAsync(HttpMethod.Get, "api/me")).Status.ShouldBe(HttpStatusCode.OK);

        await using var db = await _dashboard.Services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        var stored = await db.UserTokens.Select(token => token.Value).ToListAsync();
        stored.ShouldAllBe(value => !value!.Contains(key) && !recovery.Any(value.Contains), "encrypted, or digests");
        (await ActionsAsync(db)).ShouldBe(["SecondFactorOn", "RecoveryCodeUsed", "RecoveryCodeUsed"]);
    }

    [Fact]
    public async Task Wrong_codes_lock_and_another_administrator_resets_what_was_lost()
    {
        using var regulator = Anyone(5);
        (await regulator.SignInAsync("regulator", Password)).Status.ShouldBe(HttpStatusCode.OK);
        var me = (await regulator.SendAsync(HttpMethod.Get, "api/me")).Status;
        me.ShouldBe(HttpStatusCode.Forbidden);
        await EnrolAsync(regulator);
        var id = (await regulator.GetAsync("api/me")).GetProperty("user").GetInt32();

        using var thief = Anyone(6);
        for (var tries = 0; tries < 4; tries++) (await SignInAsync(thief, "regulator", "000000")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.code_refused");
        (await SignInAsync(thief, "regulator", "000000")).ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.locked");

        using var admin = Anyone(7);
        (await admin.SignInAsync("admin2", Password)).Status.ShouldBe(HttpStatusCode.OK);
        await EnrolAsync(admin);
        var self = (await admin.GetAsync("api/me")).GetProperty("user").GetInt32();
        (await admin.SendAsync(HttpMethod.Delete, $"api/users/{self}/second-factor")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "account.not_ones_own");
        (await admin.SendAsync(HttpMethod.Delete, "api/users/99999/second-factor")).ShouldBeRefused(HttpStatusCode.NotFound, "not_found");
        (await admin.SendAsync(HttpMethod.Delete, $"api/users/{id}/second-factor")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await regulator.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");

        await using var scope = _dashboard.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        await users.SetLockoutEndDateAsync((await users.FindByNameAsync("regulator"))!, null);
        using var back = Anyone(8);
        (await back.SignInAsync("regulator", Password)).Status.ShouldBe(HttpStatusCode.OK, "by the password alone");
        (await back.SendAsync(HttpMethod.Get, "api/faults")).ShouldBeRefused(HttpStatusCode.Forbidden, "session.second_factor_needed");
        await using var db = await _dashboard.Services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        (await ActionsAsync(db)).ShouldBe(["SecondFactorOn", "SecondFactorOn", "SecondFactorReset"]);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_a_person_may_take_the_step_of_his_own_will()
    {
        using var crew = Anyone(9);
        using var elsewhere = Anyone(9);
        (await crew.SignInAsync("crew", Password)).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.SignInAsync("crew", Password)).Status.ShouldBe(HttpStatusCode.OK);
        var text = ResourceFiles.Read("AccountText", "zh-CN");

        (await ChangeAsync("not-the-password-1", "another-long-one-1")).Text.ShouldContain(text["password.wrong"]);
        (await ChangeAsync(Password, "short")).Text.ShouldContain(text["password.weak"]);
        (await elsewhere.SendAsync(HttpMethod.Get, "api/me")).Status.ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(Password, "another-long-one-1")).Text.ShouldContain(text["password.changed"]);
        (await crew.SendAsync(HttpMethod.Get, "api/me")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");

        var (key, _) = await EnrolAsync(crew);
        (await crew.PostFormAsync("/account/security", "off", ("Off.Code", CodeOf(key, 30)))).Text.ShouldContain(text["security.turnedOff"]);
        using var fresh = Anyone(10);
        (await fresh.SignInAsync("crew", "another-long-one-1")).Status.ShouldBe(HttpStatusCode.OK);

        Task<ApiAnswer> ChangeAsync(string current, string replacement) =>
            crew.PostFormAsync("/account/security", "password", ("Password.Current", current), ("Password.New", replacement), ("Password.Repeated", replacement));
    }

    private static async Task<(string Key, string[] Recovery)> EnrolAsync(ApiClient client)
    {
        var begun = await client.PostFormAsync("/account/security", "begin");
        begun.Text.ShouldContain("<svg", Case.Insensitive, "the QR code");
        var key = Key().Match(begun.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        key.Length.ShouldBe(32, begun.Text);
        (await client.PostFormAsync("/account/security", "on", ("On.Code", "abcdef"))).Text.ShouldContain(ResourceFiles.Read("AccountText", "zh-CN")["code.wrong"]);
        var done = await client.PostFormAsync("/account/security", "on", ("On.Code", CodeOf(key, 0)));
        var recovery = Recovery().Matches(done.Text).Select(match => match.Groups[1].Value).ToArray();
        recovery.Length.ShouldBe(10, done.Text);
        return (key, recovery);
    }

    private static string CodeOf(string key, int seconds) => Totp.CodeAt(Totp.Decode(key), DateTimeOffset.UtcNow.AddSeconds(seconds));

    private static Task<ApiAnswer> SignInAsync(ApiClient client, string userName, string code) => client.SendAsync(HttpMethod.Post, "api/session", new { userName, password = Password, code });

    private static Task<List<string>> ActionsAsync(FacilitiesDb db) => db.AuditEntries.Where(entry => entry.Subject == "account").OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync();

    private ApiClient Anyone(int address) => new(_dashboard.Address, IPAddress.Parse($"127.0.2.{address}"));

    [GeneratedRegex("class=\"code\">([A-Z2-7 ]{32,})<")]
    private static partial Regex Key();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex Recovery();
}
