using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Links;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

public sealed class AcknowledgeLinks_Tests
{
    [Fact]
    public async Task A_link_acknowledges_once_in_the_persons_name_and_the_audit_names_it()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, id, token) = await GiveAsync(rig);

        var view = await links.LookAsync(token, default);
        (view.State, view.Number, view.Person?.En).ShouldBe((LinkState.Valid, "F-2026-0001", "crew"));
        view.FirstLine.ShouldNotBeNull().ShouldStartWith("【P1】望海公寓 1号梯 ");
        (await links.UseAsync(token, default)).State.ShouldBe(LinkState.Done);
        (await links.UseAsync(token, default)).State.ShouldBe(LinkState.Used);
        (await links.LookAsync(token, default)).ShouldBe(new LinkView(LinkState.Used, "zh-CN"));

        var detail = (await rig.Site.Get<FaultDetailQuery>().GetAsync(rig.Site.Dispatcher, id, default)).ShouldNotBeNull();
        detail.History.Count(line => line.Action == FaultAction.Acknowledge && line.Person?.En == "crew").ShouldBe(1);
        (await rig.Site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "AcknowledgeByLink" && entry.Subject == "fault"))).ShouldBe(1);
        (await rig.Site.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    /// <summary>Chat clients and mail scanners fetch links before people do.</summary>
    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, id, token) = await GiveAsync(rig);
        for (var i = 0; i < 20; i++) (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Valid);

        (await rig.Site.OnlyFaultAsync()).State.ShouldBe(FaultState.Dispatched);
        (await rig.Site.ReadAsync(db => db.AcknowledgeLinks.CountAsync(link => link.UsedAt != null))).ShouldBe(0);
        (await links.UseAsync(token, default)).State.ShouldBe(LinkState.Done);
        (await rig.Site.ReadAsync(db => db.Faults.Where(fault => fault.Id == id).Select(fault => fault.State).FirstAsync())).ShouldBe(FaultState.Acknowledged);
    }

    [Fact]
    public async Task Used_by_many_at_once_it_works_once()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, _, token) = await GiveAsync(rig);
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => (await links.UseAsync(token, default)).State)));
        states.Count(state => state == LinkState.Done).ShouldBe(1);
        states.Count(state => state == LinkState.Used).ShouldBe(7);
    }

    [Fact]
    public async Task A_changed_letter_opens_nothing_and_tells_nothing()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, _, token) = await GiveAsync(rig);
        token.Length.ShouldBe(22);
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'A' ? 'B' : 'A';
            (await links.UseAsync(token[..i] + other + token[(i + 1)..], default)).ShouldBe(new LinkView(LinkState.Invalid));
        }

        foreach (var wrong in new[] { null, "", "x", token[..^1], token + "A", token + "=", new string('A', 22), "../../etc/passwd-______", "《》" })
            (await links.UseAsync(wrong, default)).State.ShouldBe(LinkState.Invalid);
        (await rig.Site.OnlyFaultAsync()).State.ShouldBe(FaultState.Dispatched);
    }

    [Fact]
    public async Task An_old_link_has_expired_and_one_for_what_is_taken_is_not_needed()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, id, token) = await GiveAsync(rig);
        await rig.Site.ActAsync(rig.Site.Crew2, id, FaultAction.Acknowledge);
        (await links.UseAsync(token, default)).ShouldBe(new LinkView(LinkState.NotNeeded, "zh-CN", Number: "F-2026-0001"));
        rig.Site.Time.Advance(TimeSpan.FromHours(25));
        (await links.UseAsync(token, default)).State.ShouldBe(LinkState.Expired);
    }

    [Fact]
    public async Task Who_could_not_acknowledge_gets_no_link_and_who_has_one_gets_the_same_again()
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, id, token) = await GiveAsync(rig);
        (await links.GiveAsync(id, rig.Site.Crew.User!.Value, default)).ShouldBe(token);
        (await links.GiveAsync(id, rig.Site.Dispatcher.User!.Value, default)).ShouldBeNull();
        (await links.GiveAsync(id, rig.Site.Stranger.User!.Value, default)).ShouldBeNull();
        (await links.GiveAsync(id, new UserId(9_999), default)).ShouldBeNull();
        (await links.GiveAsync(id, rig.Site.Crew2.User!.Value, default)).ShouldNotBe(token);
    }

    /// <summary>Five wrong passwords, which anybody can type, lock for minutes.</summary>
    [Theory]
    [InlineData(15, LinkState.Done)]
    [InlineData(24 * 60, LinkState.Invalid)]
    [InlineData(100 * 365 * 24 * 60, LinkState.Invalid)]
    public async Task A_link_of_somebody_who_was_locked_out_on_purpose_since_is_worth_nothing(int minutes, LinkState state)
    {
        await using var rig = await NotificationRig.StartAsync();
        var (links, _, token) = await GiveAsync(rig);
        var crew = rig.Site.Crew.User!.Value.Value;
        await rig.Site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, cancel) =>
        {
            var person = await unit.Db.Users.FirstAsync(user => user.Id == crew, cancel);
            (person.LockoutEnabled, person.LockoutEnd) = (true, TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        }, default);
        (await links.UseAsync(token, default)).State.ShouldBe(state);
    }

    private static async Task<(AcknowledgeLinks Links, FaultId Fault, string Token)> GiveAsync(NotificationRig rig)
    {
        var id = await rig.EntrapmentAsync();
        var links = rig.Site.Get<AcknowledgeLinks>();
        return (links, id, (await links.GiveAsync(id, rig.Site.Crew.User!.Value, default)).ShouldNotBeNull());
    }
}
