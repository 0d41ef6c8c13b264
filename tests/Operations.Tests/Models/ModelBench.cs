using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations.Models;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests.Models;

/// <summary>A site whose fire pumps have hours of telemetry: static pressure about 0.25 MPa, a jockey pump about three times an hour, a room about 15 °C.</summary>
internal static class ModelBench
{
    private static readonly AssetTemplate Template = AssetTemplateCatalog.Load()["fire-pump"];

    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    /// <summary>From whole days before or after the site's Monday midnight.</summary>
    public static DateTimeOffset Day(double day) => new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)).AddDays(day);

    /// <summary>Three samples an hour over days.</summary>
    /// <param name="site">The site.</param>
    /// <param name="pump">A fire pump.</param>
    /// <param name="fromDay">First day.</param>
    /// <param name="untilDay">End.</param>
    /// <param name="pressure">Added to the static pressure on a day.</param>
    /// <param name="room">Added to the room's temperature on a day.</param>
    public static void Fill(this TestSite site, AssetId pump, double fromDay, double untilDay, Func<double, double>? pressure = null, Func<double, double>? room = null)
    {
        var random = new Random(HashCode.Combine(17, pump.Value, (int)fromDay));
        for (var at = Day(fromDay); at < Day(untilDay); at = at.AddMinutes(20))
        {
            var day = (at - Day(0)).TotalDays;
            void Add(string point, double value) => site.Series.Add(pump.Value, Template.Point(point)!.Definition.No, at.ToUnixTimeMilliseconds(), value);
            var temperature = 15 + (3 * Math.Sin(2 * Math.PI * day)) + random.NextDouble() + (room?.Invoke(day) ?? 0);
            Add("room_temp_c", temperature);
            Add("hydrant_static_mpa", 0.25 + (0.0005 * temperature) + (0.004 * random.NextDouble()) + (pressure?.Invoke(day) ?? 0));
            Add("sprinkler_end_mpa", 0.2 + (0.004 * random.NextDouble()));
            Add("jockey_starts_h", 2 + (2 * random.NextDouble()));
        }
    }

    /// <summary>Moves the site's clock there.</summary>
    public static void GoTo(this TestSite site, double day) => site.Time.Advance(Day(day) - site.Now);

    public static Task<int> TrainAsync(this TestSite site, ModelOptions? options = null) => Of<ModelTraining>(site, options).RunAsync(1_000, Long, default);

    public static Task<int> ScanAsync(this TestSite site, ModelOptions? options = null) => Of<ModelScan>(site, options).RunAsync(1_000, Long, default);

    /// <summary>Day after day: trained at two in the morning, looked at afterwards.</summary>
    public static async Task LiveAsync(this TestSite site, int fromDay, int untilDay, ModelOptions? options = null)
    {
        for (var day = fromDay; day < untilDay; day++)
        {
            site.GoTo(day + (2 / 24.0));
            await site.TrainAsync(options);
            await site.ScanAsync(options);
        }
    }

    public static Task<List<AssetModel>> ModelsAsync(this TestSite site, ModelBaseline baseline = ModelBaseline.Recent) =>
        site.ReadAsync(db => db.AssetModels.Where(model => model.Baseline == baseline).OrderBy(model => model.AssetId).ThenBy(model => model.Version).ToListAsync());

    private static T Of<T>(TestSite site, ModelOptions? options)
        where T : class => options is null ? site.Get<T>() : ActivatorUtilities.CreateInstance<T>(site.Get<IServiceProvider>(), options);

    public static Task<List<StoredFinding>> FindingsAsync(this TestSite site) => site.ReadAsync(db => db.Findings.OrderBy(finding => finding.Id).ToListAsync());
}
