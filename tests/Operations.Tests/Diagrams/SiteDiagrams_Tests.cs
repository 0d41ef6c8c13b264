using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Diagrams;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Diagrams;

public sealed class SiteDiagrams_Tests
{
    [Fact]
    public async Task An_arrangement_is_kept_audited_and_taken_back()
    {
        await using var site = await TestSite.StartAsync();
        var (queries, book) = (site.Get<DiagramQueries>(), site.Get<SiteDiagramBook>());
        var code = await CodeAsync(site);
        var drawn = await queries.GetAsync(site.Manager, code, SystemKind.Fire, default);
        var layout = new DiagramLayout([.. drawn.Places.Select(place => place with { X = place.X + 7 })], drawn.Links, []);

        await book.SaveAsync(site.Manager, drawn.CommunityId, SystemKind.Fire, layout, default);

        var kept = await queries.GetAsync(site.Dispatcher, code, SystemKind.Fire, default);
        kept.Places.ShouldBe(layout.Nodes, ignoreOrder: true);
        kept.ArrangedAt.ShouldBe(site.Now);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "diagram"))).ShouldBe(1);
        await book.SaveAsync(site.Manager, drawn.CommunityId, SystemKind.Fire, null, default);
        (await queries.GetAsync(site.Dispatcher, code, SystemKind.Fire, default)).Places.ShouldBe(drawn.Places);
    }

    [Fact]
    public async Task Whoever_may_not_change_the_site_is_refused()
    {
        await using var site = await TestSite.StartAsync();
        var (queries, book) = (site.Get<DiagramQueries>(), site.Get<SiteDiagramBook>());
        var drawn = await queries.GetAsync(site.Dispatcher, await CodeAsync(site), SystemKind.Fire, default);
        var layout = new DiagramLayout(drawn.Places, drawn.Links, []);

        (await Should.ThrowAsync<RuleViolation>(() => book.SaveAsync(site.Dispatcher, drawn.CommunityId, SystemKind.Fire, layout, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => queries.GetAsync(site.Stranger, drawn.SiteCode, SystemKind.Fire, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await queries.MayArrangeAsync(site.Dispatcher, drawn.CommunityId, default)).ShouldBeFalse();
        (await queries.MayArrangeAsync(site.Manager, drawn.CommunityId, default)).ShouldBeTrue();
    }

    [Fact]
    public void What_is_beyond_the_limits_or_names_what_is_not_there_is_refused()
    {
        Refused(new DiagramLayout([], [], []), "nodes");
        Refused(new DiagramLayout([new("a", -1, 0)], [], []), "nodes");
        Refused(new DiagramLayout([new("a", 0, 0), new("a", 1, 1)], [], []), "nodes");
        Refused(new DiagramLayout([.. Enumerable.Range(0, DiagramLayout.MaximumNodes + 1).Select(n => new PlacedNode($"n{n}", n, 0))], [], []), "nodes");
        Refused(new DiagramLayout([new("a", 0, 0)], [new("a", "b")], []), "links");
        Refused(new DiagramLayout([new("a", 0, 0)], [new("a", "a")], []), "links");
        Refused(new DiagramLayout([new("a", 0, 0)], [], [new("", ["a"])]), "groups");
        Refused(new DiagramLayout([new("a", 0, 0)], [], [new("x", ["a"]), new("y", ["a"])]), "groups");

        static void Refused(DiagramLayout layout, string problem)
        {
            var refused = Should.Throw<RuleViolation>(layout.Require);
            refused.Code.ShouldBe(RuleCodes.DiagramMalformed);
            refused.Reason.Parameters["problem"].ShouldBe(problem);
        }
    }

    [Fact]
    public async Task Nodes_say_the_newest_value_and_that_none_ever_came()
    {
        await using var site = await TestSite.StartAsync();
        var drawn = await site.Get<DiagramQueries>().GetAsync(site.Manager, await CodeAsync(site), SystemKind.Fire, default);

        var states = await site.Get<DiagramValues>().OfAsync(drawn.Nodes, default);

        states.Count.ShouldBe(drawn.Nodes.Count);
        states.ShouldAllBe(state => state.Freshness == FreshnessState.Never && state.Main!.Value == null && state.Runs == null);
    }

    private static Task<string> CodeAsync(TestSite site) =>
        site.ReadAsync(db => db.Communities.Where(community => db.Assets.Any(asset => asset.Id == site.Lift && asset.CommunityId == community.Id)).Select(community => community.SiteCode).FirstAsync());
}
