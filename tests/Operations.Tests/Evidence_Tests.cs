using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Facilities.Operations.Retention;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Evidence;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Evidence_Tests
{
    [Fact]
    public async Task An_open_fault_pins_its_telemetry_from_a_day_before_its_onset_until_it_is_rejected()
    {
        await using var site = await TestSite.StartAsync();
        var onset = site.Now.AddMinutes(-5);
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", onset: onset));
        var fault = await site.OnlyFaultAsync();

        var pin = (await PinsAsync(site)).ShouldHaveSingleItem();
        (pin.Kind, pin.SubjectId, pin.AssetId, pin.FromAt, pin.ToAt, pin.Reason)
            .ShouldBe((EvidenceSubject.Fault, fault.Id.Value, site.Lift, onset.AddHours(-24), null, fault.Number));
        await site.ActAsync(site.Dispatcher, fault.Id, FaultAction.Reject, command => command with { Reason = "reject.false_alarm" });
        (await PinsAsync(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visit_is_pinned_until_the_next_one_of_its_schedule()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var first = await CompleteNextAsync(site);
        (await PinsAsync(site)).Single().SubjectId.ShouldBe(first.Value);
        site.Time.Advance(TimeSpan.FromDays(12));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var second = await CompleteNextAsync(site);
        (await PinsAsync(site)).Single().SubjectId.ShouldBe(second.Value);
    }

    [Fact]
    public async Task Maintenance_is_told_what_is_pinned_and_how_long_each_point_is_kept()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        await site.Get<StoreUpkeep>().RunAsync(100, default);

        var run = site.Series.LastRun.ShouldNotBeNull();
        run.NowUnixMs.ShouldBe(site.Now.ToUnixTimeMilliseconds());
        var lift = run.Retention(new SourceId(site.Lift.Value));
        lift.Pinned.ShouldHaveSingleItem().ToUnixMs.ShouldBe(long.MaxValue);
        var points = site.Get<AssetTemplateCatalog>()["elevator"];
        lift.Of(points.Point("occupied")!.Definition.No).Raw.ShouldBe(TimeSpan.FromDays(400));
        lift.Of(points.Point("vib_z")!.Definition.No).Raw.ShouldBe(TimeSpan.FromDays(60));
        lift.Of(points.Point("trips")!.Definition.No).Raw.ShouldBe(TimeSpan.FromDays(180));
        run.Retention(new SourceId(site.FirePump.Value)).Pinned.ShouldBeEmpty();
        // A source that nobody knows any more is kept longest.
        run.Retention(new SourceId(999_999)).Default.Raw.ShouldBe(TimeSpan.FromDays(400));
    }

    [Fact]
    public void An_operators_plan_changes_what_it_names_and_leaves_the_rest()
    {
        using var folder = new TempFolder();
        var path = folder.File("retention.json");
        File.WriteAllText(path, """
            {
              // Two years of what proves an entrapment.
              "classes": { "evidence": { "raw": "730d", "hour": "1830d", "day": "3660d" }, "short": { "raw": "7d", "hour": "400d", "day": "400d" } },
              "types": { "emergency-light": { "class": "short" } }
            }
            """);
        var templates = AssetTemplateCatalog.Load();

        var (own, builtIn) = (RetentionPlan.Load(templates, path), RetentionPlan.Load(templates));

        own.Of("emergency-light").Default.Raw.ShouldBe(TimeSpan.FromDays(7));
        own.Of("emergency-light").Points.ShouldBeEmpty("a type is replaced as a whole");
        own.Of("fire-alarm").Default.Raw.ShouldBe(TimeSpan.FromDays(730));
        own.Of("booster-pump").Default.ShouldBe(builtIn.Of("booster-pump").Default);
        own.Of(null).Default.Raw.ShouldBe(TimeSpan.FromDays(730), "what nobody knows is kept longest");
    }

    [Fact]
    public void An_operators_plan_is_refused_with_all_its_mistakes()
    {
        using var folder = new TempFolder();
        var path = folder.File("own.json");
        File.WriteAllText(path, """{ "classes": { "odd": { "raw": "10d", "hour": "5d", "day": "5d" } }, "types": { "spaceship": { "class": "odd" }, "elevator": { "class": "nope" } }, "extra": 1 }""");

        var errors = Should.Throw<AssetTemplateException>(() => RetentionPlan.Load(AssetTemplateCatalog.Load(), path)).Errors;

        foreach (var part in new[] { "Hour must be kept at least as long", "no asset type 'spaceship'", "no class 'nope'", "extra" }) errors.ShouldContain(error => error.Contains(part), part);
        errors.ShouldAllBe(error => error.Contains(path));
        Should.Throw<AssetTemplateException>(() => RetentionPlan.Load(AssetTemplateCatalog.Load(), folder.File("missing.json"))).Message.ShouldContain("can't be read");
    }

    [Theory]
    [InlineData("""{ "classes": {}, "classes": {} }""")]
    [InlineData("""{ "types": { "elevator": { "class": "usual" }, "elevator": { "class": "fast" } } }""")]
    [InlineData("""{ "classes": { "a": { "raw": "10d", "raw": "20d", "hour": "50d", "day": "50d" } } }""")]
    public void An_operators_plan_that_names_something_twice_is_refused_with_its_file(string plan)
    {
        using var folder = new TempFolder();
        var path = folder.File("own.json");
        File.WriteAllText(path, plan);

        Should.Throw<AssetTemplateException>(() => RetentionPlan.Load(AssetTemplateCatalog.Load(), path)).Errors.ShouldHaveSingleItem().ShouldStartWith(path);
    }

    [Fact]
    public void A_plan_that_does_not_fit_the_templates_is_refused_with_every_mistake()
    {
        const string plan = """
            { "classes": { "a": { "raw": "30d", "hour": "10d", "day": "100d" } },
              "types": { "elevator": { "class": "b", "points": { "a": ["occupied", "no_such", "occupied"] } }, "rocket": { "class": "a" } } }
            """;
        var errors = Should.Throw<AssetTemplateException>(() => RetentionPlan.Parse(plan, AssetTemplateCatalog.Load())).Message;
        foreach (var word in (string[])["Hour must be kept at least as long", "no class 'b'", "no point 'no_such'", "'occupied' stands twice", "no asset type 'rocket'", "'fire-pump' is missing"])
        {
            errors.ShouldContain(word);
        }
    }

    private static async Task<Domain.InspectionItemId> CompleteNextAsync(TestSite site)
    {
        var filter = new InspectionFilter { Asset = site.Lift, TemplateKey = InspectionTemplates.ElevatorHalfMonth };
        var item = (await site.Get<InspectionQueries>().ListAsync(Domain.Access.Scope.Everything, filter, default)).Items
            .First(row => row.State is InspectionState.Planned or InspectionState.Due or InspectionState.Overdue);
        site.Time.Advance(TimeSpan.FromDays(12));
        await Inspections_Tests.CompleteAsync(site, item.Id);
        return item.Id;
    }

    private static Task<List<EvidencePin>> PinsAsync(TestSite site) => site.ReadAsync(db => db.EvidencePins.AsNoTracking().ToListAsync());
}
