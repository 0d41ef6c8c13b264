using System.Globalization;
using System.Net;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Hosting;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Facilities.Dashboard.Tests.Api;

[Collection(ApiCollection.Name)]
public sealed class Session_Tests(ApiHost host)
{
    [Fact]
    public async Task Signing_in_says_who_one_is_and_signing_out_ends_it()
    {
        using var client = host.Anyone();

        var signedIn = await client.SignInAsync("dispatcher", ApiHost.Password);
        var me = await client.GetAsync("api/me");
        var signedOut = await client.SendAsync(HttpMethod.Delete, "api/session");

        signedIn.Status.ShouldBe(HttpStatusCode.OK, signedIn.Text);
        signedIn.Text.ShouldBe(me.GetRawText());
        me.GetProperty("role").GetString().ShouldBe("Dispatcher");
        me.GetProperty("name").GetProperty("en").GetString().ShouldBe("Chen Min");
        me.GetProperty("rights").EnumerateArray().Select(right => right.GetString()).ShouldBe(["ViewAssets", "ViewFaults", "ReportFault", "ViewInspections", "PlanInspections", "ViewClaims", "ViewIntake", "ViewDuty", "ManageDuty", "ViewGrades", "ViewComplaints", "ManageComplaints"]);
        signedOut.Status.ShouldBe(HttpStatusCode.NoContent);
        (await client.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        using var client = host.Anyone();

        var cookie = (await client.SignInAsync("crew2", ApiHost.Password)).Cookies.ShouldHaveSingleItem();

        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public async Task A_session_ends_at_its_age_limit_however_lately_it_was_renewed(int minutesPastLimit, bool holds)
    {
        using var client = host.Anyone();
        var cookie = (await client.SignInAsync("crew2", ApiHost.Password)).Cookies.ShouldHaveSingleItem().Split(';')[0];
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], Uri.UnescapeDataString(cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        var tickets = host.Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).TicketDataFormat;
        var ticket = tickets.Unprotect(value).ShouldNotBeNull();
        var now = DateTimeOffset.UtcNow;
        ticket.Properties.Items[AccountHosting.StartedAt] = (now - AccountHosting.AgeLimit - TimeSpan.FromMinutes(minutesPastLimit)).ToString("O", CultureInfo.InvariantCulture);
        (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc) = (now, now + AccountHosting.IdleLimit);
        using var old = host.Anyone();

        var answer = await old.SendAsync(HttpMethod.Get, "api/me", null, ("Cookie", $"{name}={Uri.EscapeDataString(tickets.Protect(ticket))}"));

        answer.Status.ShouldBe(holds ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Text);
        if (!holds) answer.Cookies.ShouldContain(gone => gone.StartsWith(name + "=;", StringComparison.Ordinal), "the browser forgets it");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_look_the_same()
    {
        using var client = host.Anyone();

        var wrong = await client.SignInAsync("crew2", "not-the-password");
        var unknown = await client.SignInAsync("nobody", "not-the-password");

        wrong.ShouldBeRefused(HttpStatusCode.Unauthorized, "session.refused");
        unknown.ShouldBeRefused(HttpStatusCode.Unauthorized, "session.refused");
        wrong.Json.GetProperty("parameters").GetRawText().ShouldBe(unknown.Json.GetProperty("parameters").GetRawText());
        wrong.Cookies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_also_for_the_right_one_and_for_open_sessions()
    {
        using var client = host.Anyone(IPAddress.Parse("127.0.0.3"));
        using var open = host.Anyone(IPAddress.Parse("127.0.0.3"));
        (await open.SignInAsync(ApiHost.Forgetful, ApiHost.Password)).Status.ShouldBe(HttpStatusCode.OK);
        for (var tries = 0; tries < 5; tries++) await client.SignInAsync(ApiHost.Forgetful, "wrong");

        var answer = await client.SignInAsync(ApiHost.Forgetful, ApiHost.Password);

        answer.ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.locked");
        answer.RetryAfter.ShouldBe(TimeSpan.FromMinutes(10));
        (await open.SendAsync(HttpMethod.Get, "api/me")).ShouldBeRefused(HttpStatusCode.Unauthorized, "session.needed");
    }

    [Fact]
    public async Task One_address_that_tries_many_names_is_slowed_down_and_others_are_not()
    {
        using var sprayer = host.Anyone(IPAddress.Parse("127.0.0.2"));
        using var other = host.Anyone(IPAddress.Parse("127.0.0.4"));
        var answers = new List<ApiAnswer>();
        // A window may end between two tries; twice the limit can't pass.
        for (var tries = 0; tries < (2 * SignInRate.TriesPerAddress) + 1; tries++) answers.Add(await sprayer.SignInAsync($"name-{tries}", "guess"));

        var refused = answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "session.too_often");
        refused.RetryAfter.ShouldBe(SignInRate.Window);
        answers.Take(SignInRate.TriesPerAddress).ShouldAllBe(answer => answer.Status == HttpStatusCode.Unauthorized);
        (await other.SignInAsync("crew2", ApiHost.Password)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void A_network_of_IPv6_counts_as_one_address()
    {
        AddressRate.NetworkOf(IPAddress.Parse("2001:db8:1:2:3::4")).ShouldBe(AddressRate.NetworkOf(IPAddress.Parse("2001:db8:1:2:ffff::1")));
        AddressRate.NetworkOf(IPAddress.Parse("2001:db8:1:3::4")).ShouldNotBe(AddressRate.NetworkOf(IPAddress.Parse("2001:db8:1:2::4")));
        AddressRate.NetworkOf(IPAddress.Parse("::ffff:192.0.2.7")).ShouldBe(IPAddress.Parse("192.0.2.7"));
    }
}
