using System.Net;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Tests.Api;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications.Links;
using Microsoft.EntityFrameworkCore;
using static Facilities.Dashboard.Tests.Pages.LinkPage;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Links from SMS and mail, as browsers, scanners and strangers open them.</summary>
[Collection(ApiCollection.Name)]
public sealed class AcknowledgePage_Tests(ApiHost host)
{
    [Fact]
    public async Task Opening_changes_nothing_the_button_acknowledges_and_twice_is_said_plainly()
    {
        var (fault, path) = await LinkAsync("brake");
        using var phone = host.Anyone(IPAddress.Parse("127.0.0.21"));
        ApiAnswer page = null!;
        for (var i = 0; i < 3; i++) page = await phone.SendAsync(HttpMethod.Get, path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain(Says("zh-CN", "link.submit"));
        (await host.StateAsync(fault)).ShouldBe(FaultState.Dispatched);

        var token = TokenOf(page);
        var done = await phone.PressAsync("acknowledge", path, token);
        (done.Status, done.Text.Contains(Says("zh-CN", "link.Done"), StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), done.Text);
        (await host.StateAsync(fault)).ShouldBe(FaultState.Acknowledged);

        var again = await phone.PressAsync("acknowledge", path, token);
        (again.Status, again.Text.Contains(Says("zh-CN", "link.Used"), StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Gone, true), again.Text);
        (await phone.SendAsync(HttpMethod.Get, path)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_link_that_was_changed_opens_nothing_and_tells_nothing()
    {
        var (fault, path) = await LinkAsync("guide");
        using var stranger = host.Anyone(IPAddress.Parse("127.0.0.22"));
        var wrong = path[..^1] + (path[^1] == 'A' ? 'Q' : 'A');
        var page = await stranger.SendAsync(HttpMethod.Get, wrong);
        page.Status.ShouldBe(HttpStatusCode.Gone);
        page.Text.ShouldContain(Says("zh-CN", "link.Invalid"));
        page.Text.ShouldNotContain("F-2026");
        (await host.StateAsync(fault)).ShouldBe(FaultState.Dispatched);
    }

    [Fact]
    public async Task The_other_language_is_the_same_links_page()
    {
        var (_, path) = await LinkAsync("drive");
        using var phone = host.Anyone(IPAddress.Parse("127.0.0.26"));
        (await phone.SendAsync(HttpMethod.Get, path)).Text.ShouldContain("/language?returnUrl=" + Uri.EscapeDataString(path));
        (await phone.SendAsync(HttpMethod.Get, "/language?returnUrl=" + Uri.EscapeDataString(path))).Location!.OriginalString.ShouldBe(path);
        (await phone.SendAsync(HttpMethod.Get, path)).Text.ShouldContain(Says("en", "link.submit"));
    }

    [Fact]
    public async Task A_post_without_the_pages_token_does_nothing()
    {
        var (fault, path) = await LinkAsync("levelling");
        using var other = host.Anyone(IPAddress.Parse("127.0.0.23"));
        (await other.PressAsync("acknowledge", path, "")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await host.StateAsync(fault)).ShouldBe(FaultState.Dispatched);
    }

    [Fact]
    public async Task Who_tries_many_links_is_told_to_wait()
    {
        using var robot = host.Anyone(IPAddress.Parse("127.0.0.24"));
        ApiAnswer answer;
        var tries = 0;
        do answer = await robot.SendAsync(HttpMethod.Get, "/a/AAAAAAAAAAAAAAAAAAAAAA");
        while (answer.Status == HttpStatusCode.Gone && ++tries <= 2 * LinkRate.TriesPerAddress);
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.RetryAfter.ShouldBe(LinkRate.Window);
        tries.ShouldBeGreaterThanOrEqualTo(LinkRate.TriesPerAddress);
    }

    [Fact]
    public async Task Who_tries_many_links_keeps_nobody_from_a_good_one_not_even_behind_the_same_address()
    {
        var (_, path) = await LinkAsync("comms");
        using var robot = host.Anyone(IPAddress.Parse("127.0.0.25"));
        foreach (var kind in (string[])["/r/", "/a/"])
        {
            ApiAnswer answer;
            do answer = await robot.SendAsync(HttpMethod.Get, kind + "AAAAAAAAAAAAAAAAAAAAAA");
            while (answer.Status == HttpStatusCode.Gone);
            answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        }

        var page = await robot.SendAsync(HttpMethod.Get, path);
        (page.Status, page.Text.Contains(Says("zh-CN", "link.submit"), StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), page.Text);
        (await robot.PressAsync("acknowledge", path, TokenOf(page))).Text.ShouldContain(Says("zh-CN", "link.Done"));
    }

    private async Task<(FaultId Fault, string Path)> LinkAsync(string family)
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var asset = await host.ReadAsync(db => db.Assets.Where(item => item.Code == "lift-3-1").Select(item => item.Id).FirstAsync());
        var known = await host.ReadAsync(db => db.Faults.Where(item => item.AssetId == asset && item.OpenFamily == family).Select(item => item.Id).FirstOrDefaultAsync());
        if (known == default)
        {
            var report = await dispatcher.SendAsync(HttpMethod.Post, $"api/assets/{asset}/faults", new { family, severity = "P2" }, ("Idempotency-Key", $"link-{family}"));
            known = new FaultId(report.Json.GetProperty("fault").GetInt32());
        }

        await dispatcher.ActAsync(known.Value, "Accept", $"link-accept-{family}");
        await dispatcher.ActAsync(known.Value, "Dispatch", $"link-dispatch-{family}");
        var crew = await host.ReadAsync(db => db.Users.Where(user => user.UserName == "crew").Select(user => user.Id).FirstAsync());
        var token = (await host.Get<AcknowledgeLinks>().GiveAsync(known, new UserId(crew), default)).ShouldNotBeNull();
        return (known, "/a/" + token);
    }
}
