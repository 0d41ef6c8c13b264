using Facilities.Operations.Assets;
using Facilities.Operations.Intake;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Facilities.Ingest.Hosting;

/// <summary>Samples in InfluxDB instead of the data folder.</summary>
internal static class InfluxStore
{
    /// <summary>The store itself, the names of its series, the place for what it refuses, and its health. Opening it needs no server.</summary>
    public static IServiceCollection AddInfluxStore(this IServiceCollection services, InfluxOptions options)
    {
        services.AddSingleton<ISeriesNames, AssetSeriesNames>();
        services.TryAddSingleton<IRefusedSamples, RefusedByStore>();
        services.AddSingleton(provider =>
        {
            // The folder's lock comes first: the position in it belongs to one process.
            provider.GetRequiredService<DataFolder>();
            return InfluxTimeSeriesStore.Open(
                options, provider.GetRequiredService<ISeriesNames>(), provider.GetRequiredService<IRefusedSamples>(),
                logger: provider.GetRequiredService<ILogger<InfluxTimeSeriesStore>>());
        });
        services.AddSingleton<ITimeSeriesStore>(provider => provider.GetRequiredService<InfluxTimeSeriesStore>());
        services.AddHealthChecks().AddCheck<InfluxHealth>("influxdb", tags: ["ready"]);
        return services;
    }
}
