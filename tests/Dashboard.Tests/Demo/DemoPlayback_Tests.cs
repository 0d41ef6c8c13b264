using System.Globalization;
using Facilities.Dashboard.Demo;
using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Demo;
using Facilities.Storage.Relational;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Demo;

public sealed class DemoPlayback_Tests
{
    /// <summary>Starts in the morning of the 22nd, a few minutes after midnight, and on a Wednesday evening, in the site's time.</summary>
    [Theory]
    [InlineData("2026-11-22T03:00:00Z")]
    [InlineData("2026-11-30T16:05:00Z")]
    [InlineData("2027-02-17T12:40:00Z")]
    public async Task Visits_of_the_past_are_proven_partly_proven_contradicted_and_without_data(string start)
    {
        using var folder = new TempFolder();
        var time = new FakeTime(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
        await using var series = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = folder.File("telemetry.db") });
        await using var services = new ServiceCollection().AddSingleton(new SiteClock(time)).AddSingleton<ITimeSeriesStore>(series).AddSingleton<DemoTelemetry>(DemoPlayback.Play)
            .AddFacilitiesStorage(new DatabaseOptions { SqlitePath = folder.File("facilities.db") }).AddFacilitiesOperations().BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(default);

        (await services.GetRequiredService<DemoSeeder>().SeedAsync(default)).ShouldBeTrue();

        await using var db = await services.GetRequiredService<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        var records = await db.InspectionProofs.Join(db.InspectionItems, proof => proof.ItemId, item => item.Id, (proof, item) => new { proof.Verdict, proof.CoverageWithin, item.EndedAt, item.Doubts, item.Signatures }).ToListAsync();
        records.ShouldAllBe(record => record.Verdict != null && record.EndedAt < time.GetUtcNow() && record.Doubts.Count == 0 && record.Signatures.Count == 2);
        var verdicts = records.CountBy(record => record.Verdict!.Value).ToDictionary();
        verdicts[ProofVerdict.Proven].ShouldBeGreaterThan(records.Count / 2);
        verdicts[ProofVerdict.Partly].ShouldBeGreaterThan(1);
        verdicts[ProofVerdict.Contradicted].ShouldBeGreaterThan(1);
        verdicts[ProofVerdict.NoData].ShouldBeGreaterThan(1);
        (await db.Faults.CountAsync()).ShouldBe(18, "what is played opens no faults");
    }
}
