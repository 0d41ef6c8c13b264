using System.Net;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Pages.Public;
using Facilities.Dashboard.Tests.Api;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Notifications.Links;
using Microsoft.EntityFrameworkCore;
using static Facilities.Dashboard.Tests.Pages.LinkPage;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>A reporter's link, as phones, scanners and strangers open it.</summary>
[Collection(ApiCollection.Name)]
public sealed class FollowUpPage_Tests(ApiHost host)
{
    [Fact]
    public async Task Opening_changes_nothing_the_button_answers_and_a_second_answer_shows_the_first()
    {
        var (fault, path) = await LinkAsync("guide", "followup-1");
        using var phone = host.Anyone(IPAddress.Parse("127.0.0.31"));
        ApiAnswer page = null!;
        for (var i = 0; i < 3; i++) page = await phone.SendAsync(HttpMethod.Get, path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain(Says("en", "followUp.submit"));
        (await host.StateAsync(fault)).ShouldBe(FaultState.FollowUp);

        var token = TokenOf(page);
        var incomplete = await phone.PressAsync("follow-up", path, token, "&Input.Stars=4");
        (incomplete.Status, incomplete.Text.Contains(Says("en", "followUp.incomplete"), StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true), incomplete.Text);
        (await host.StateAsync(fault)).ShouldBe(FaultState.FollowUp);

        var done = await phone.PressAsync("follow-up", path, token, "&Input.Stars=4&Input.Solved=false&Input.Comment=still%20loud");
        done.Status.ShouldBe(HttpStatusCode.OK, done.Text);
        done.Text.ShouldContain(Says("en", "followUp.reopened"));
        (await host.StateAsync(fault)).ShouldBe(FaultState.Accepted);

        var again = await phone.PressAsync("follow-up", path, token, "&Input.Stars=5&Input.Solved=true");
        again.Status.ShouldBe(HttpStatusCode.Gone);
        again.Text.ShouldContain(Says("en", "followUp.Used"));
        again.Text.ShouldContain("4 stars");
        (await host.StateAsync(fault)).ShouldBe(FaultState.Accepted);
        (await phone.SendAsync(HttpMethod.Get, path)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_changed_link_tells_nothing_and_a_post_without_the_pages_token_does_nothing()
    {
        var (fault, path) = await LinkAsync("levelling", "followup-2");
        using var stranger = host.Anyone(IPAddress.Parse("127.0.0.32"));
        var wrong = await stranger.SendAsync(HttpMethod.Get, path[..^1] + (path[^1] == 'A' ? 'Q' : 'A'));
        wrong.Status.ShouldBe(HttpStatusCode.Gone);
        wrong.Text.ShouldContain(Says("zh-CN", "followUp.Invalid"));
        wrong.Text.ShouldNotContain("F-2026");
        (await stranger.PressAsync("follow-up", path, "", "&Input.Stars=5&Input.Solved=true")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await host.StateAsync(fault)).ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public async Task Who_tries_many_links_is_told_to_wait()
    {
        using var robot = host.Anyone(IPAddress.Parse("127.0.0.33"));
        ApiAnswer answer;
        var tries = 0;
        do answer = await robot.SendAsync(HttpMethod.Get, "/r/AAAAAAAAAAAAAAAAAAAAAA");
        while (answer.Status == HttpStatusCode.Gone && ++tries <= 2 * LinkRate.TriesPerAddress);
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.RetryAfter.ShouldBe(LinkRate.Window);
    }

    [Fact]
    public async Task What_was_written_in_a_form_that_was_sent_too_often_stays_in_it()
    {
        var (fault, path) = await LinkAsync("comms", "followup-3");
        using var phone = host.Anyone(IPAddress.Parse("127.0.0.34"));
        var page = await phone.SendAsync(HttpMethod.Get, path);
        var token = TokenOf(page);
        for (var i = 1; i < LinkRate.TriesPerLink; i++) (await phone.SendAsync(HttpMethod.Get, path)).Status.ShouldBe(HttpStatusCode.OK);
        var answer = await phone.PressAsync("follow-up", path, token, "&Input.Stars=2&Input.Solved=false&Input.Comment=still%20very%20loud");
        (answer.Status, answer.RetryAfter).ShouldBe((HttpStatusCode.TooManyRequests, LinkRate.Window));
        answer.Text.ShouldContain(Says("en", "link.tooOften"));
        answer.Text.ShouldContain("still very loud");
        answer.Text.ShouldContain(Says("en", "followUp.submit"));
        (await host.StateAsync(fault)).ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public async Task A_comment_of_many_short_lines_is_counted_as_its_writer_counts_it()
    {
        var (fault, path) = await LinkAsync("intercom", "followup-4");
        using var phone = host.Anyone(IPAddress.Parse("127.0.0.35"));
        var token = TokenOf(await phone.SendAsync(HttpMethod.Get, path));
        var lines = string.Concat(Enumerable.Repeat("a%0D%0A", FollowUpLinks.CommentLength / 2));
        (await phone.PressAsync("follow-up", path, token, $"&Input.Stars=5&Input.Solved=true&Input.Comment={lines}xx")).Status.ShouldBe(HttpStatusCode.BadRequest);
        var done = await phone.PressAsync("follow-up", path, token, $"&Input.Stars=5&Input.Solved=true&Input.Comment={lines}");
        done.Status.ShouldBe(HttpStatusCode.OK, done.Text);
        (await host.StateAsync(fault)).ShouldBe(FaultState.Closed);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("two\r\nlines\rthree", "two\nlines\nthree")]
    [InlineData("a\0b\u0007\u001bc\u007f", "abc")]
    [InlineData("还是很响 👍", "还是很响 👍")]
    public void A_comment_keeps_its_lines_and_loses_what_nobody_typed(string? sent, string? kept) => new FollowUpInput { Comment = sent }.Comment.ShouldBe(kept);

    private async Task<(FaultId Fault, string Path)> LinkAsync(string family, string key)
    {
        var (dispatcher, crew, firm) = (await host.AsAsync("dispatcher"), await host.AsAsync("crew"), await host.AsAsync("firm"));
        var asset = await host.ReadAsync(db => db.Assets.Where(item => item.Code == "lift-3-2").Select(item => item.Id).FirstAsync());
        var report = await dispatcher.SendAsync(
            HttpMethod.Post, $"api/assets/{asset}/faults", new { family, severity = "P4", source = "Hotline", reporter = new { phone = "13800000009", locale = "en" } }, ("Idempotency-Key", key));
        var fault = report.Json.GetProperty("fault").GetInt32();
        await dispatcher.ActAsync(fault, "Accept", $"{key}-accept");
        await dispatcher.ActAsync(fault, "Dispatch", $"{key}-dispatch");
        foreach (var action in (string[])["Acknowledge", "Arrive", "StartFix", "ReportFixed"]) await crew.ActAsync(fault, action, $"{key}-{action}");
        for (var i = 0; i < 10 && await host.StateAsync(new FaultId(fault)) == FaultState.Soaking; i++)
        {
            await host.Get<DueTimers>().RunAsync(default);
            if (await host.ReadAsync(db => db.Faults.AnyAsync(item => item.Id == new FaultId(fault) && item.SoakNeedsPerson))) await firm.ActAsync(fault, "Verify", $"{key}-verify");
        }

        (await host.StateAsync(new FaultId(fault))).ShouldBe(FaultState.FollowUp);
        var reporter = await host.ReadAsync(db => db.FaultReporters.Where(item => item.FaultId == new FaultId(fault)).Select(item => item.Id).SingleAsync());
        return (new FaultId(fault), "/r/" + (await host.Get<FollowUpLinks>().GiveAsync(reporter, default)).ShouldNotBeNull());
    }
}
