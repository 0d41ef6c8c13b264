using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Claims;
using Facilities.Operations.Demo;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Overview;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests;

public sealed class DemoSeeder_Tests
{
    [Fact]
    public async Task The_demo_lives_through_a_plausible_past_once()
    {
        using var folder = new TempFolder();
        var time = new FakeTime(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));
        await using var services = new ServiceCollection().AddSingleton(new SiteClock(time)).AddSingleton<ITimeSeriesStore>(new MemorySeries())
            .AddFacilitiesStorage(new DatabaseOptions { SqlitePath = folder.File("facilities.db") }).AddFacilitiesOperations().BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(default);
        var seeder = services.GetRequiredService<DemoSeeder>();

        (await seeder.SeedAsync(default)).ShouldBeTrue();
        (await seeder.SeedAsync(default)).ShouldBeFalse();

        var all = await services.GetRequiredService<FaultQueries>().ListAsync(
            Scope.Everything, new FaultFilter { OpenOnly = false, Paging = new Paging(0, 500) }, default);
        all.Items.Count(fault => fault.State == FaultState.Closed).ShouldBe(14, string.Join('\n', all.Items.Select(fault => $"{fault.Number} {fault.ModeKey} {fault.State}")));
        all.Items.Count(fault => fault.IsOpen).ShouldBe(4);
        all.Items.ShouldAllBe(fault => fault.Place.Building != null);

        var claim = (await services.GetRequiredService<ClaimQueries>().ListAsync(Scope.Everything, null, Paging.First, default)).Items.ShouldHaveSingleItem();
        (claim.State, claim.AgreedAmount).ShouldBe((ClaimState.Paid, (Money?)Money.FromYuan(400)));

        var inspections = services.GetRequiredService<InspectionQueries>();
        var counts = await inspections.CountAsync(Scope.Everything, new DateOnly(2026, 10, 8), new DateOnly(2026, 11, 21), default);
        counts.OnTime.ShouldBeGreaterThan(15);
        counts.Late.ShouldBeGreaterThan(0);
        (counts.Missed + counts.Overdue).ShouldBeGreaterThan(0);
        (await inspections.CountAsync(Scope.Everything, new DateOnly(2026, 11, 23), new DateOnly(2027, 11, 1), default)).Planned.ShouldBeGreaterThan(100);

        (await services.GetRequiredService<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
        var overview = await services.GetRequiredService<OverviewQuery>().GetAsync(Scope.Everything, default);
        overview.Communities.Count.ShouldBe(2);
        overview.ActNow.Count.ShouldBe(4);

        await using var db = await services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        foreach (var account in DemoAccounts.All)
        {
            var user = await db.Users.SingleAsync(item => item.UserName == account.UserName);
            new PasswordHasher<AppUser>().VerifyHashedPassword(user, user.PasswordHash!, account.Password).ShouldBe(PasswordVerificationResult.Success);
            (await services.GetRequiredService<Callers>().FindAsync($"{user.Id}", default)).ShouldNotBeNull().Role.ShouldBe(account.Role);
        }
    }

    [Fact]
    public void The_demos_assets_and_faults_are_ones_that_the_templates_know()
    {
        var templates = AssetTemplateCatalog.Load();
        foreach (var asset in DemoSites.All.SelectMany(site => site.Assets))
        {
            var template = templates[asset.Type];
            asset.Attributes.Keys.ShouldBeSubsetOf(template.Attributes.Select(attribute => attribute.Key), asset.Code);
        }

        foreach (var (site, code) in new[] { DemoSites.Trapped, DemoSites.TrapsSoon, DemoSites.FailingPump })
            DemoSites.All.Single(item => item.Code == site).Assets.ShouldContain(asset => asset.Code == code);
        foreach (var fault in DemoFaults.Known)
        {
            var template = templates[DemoSites.All.Single(site => site.Code == fault.Site).Assets.Single(asset => asset.Code == fault.Asset).Type];
            template.TryGetMode(fault.Mode, out _).ShouldBeTrue($"{fault.Asset}: mode {fault.Mode} is none of {string.Join(", ", template.Modes.Select(mode => mode.Key))}");
            template.Rules.ShouldContain(rule => rule.Key == fault.Rule, $"{fault.Asset}: rule {fault.Rule} is none of {string.Join(", ", template.Rules.Select(rule => rule.Key))}");
            template.Point(fault.Signal).ShouldNotBeNull($"{fault.Asset}: point {fault.Signal}");
        }
    }
}
