using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.TimeSeries;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Commands.Store;

/// <summary>
/// What a command on stores needs: the data folder, held for as long as it runs (a service that works in it must be stopped first), the names of
/// assets and points, and stores by name.
/// </summary>
internal sealed class StoreSession : IAsyncDisposable
{
    /// <summary>The stores that can be named.</summary>
    public static readonly string[] Kinds = ["sqlite", "influx"];

    private readonly string[] _args;
    private readonly DataFolder _folder;
    private readonly ServiceProvider _services;
    private readonly List<IAsyncDisposable> _open = [];

    private StoreSession(string[] args, DataFolder folder, ServiceProvider services) => (_args, _folder, _services) = (args, folder, services);

    public ISeriesNames Names => _services.GetRequiredService<ISeriesNames>();

    /// <summary>All registered assets.</summary>
    public AssetDirectory Assets => _services.GetRequiredService<AssetDirectory>();

    public AssetTemplateCatalog Templates => _services.GetRequiredService<AssetTemplateCatalog>();

    public IDbContextFactory<FacilitiesDb> Databases => _services.GetRequiredService<IDbContextFactory<FacilitiesDb>>();

    /// <summary>Path of a file in the data folder.</summary>
    public string File(string name) => _folder.File(name);

    public static FacilitiesSettings Settings(string[] args) =>
        FacilitiesSettingsReader.Read(FacilitiesHost.CreateBuilder(CommandArguments.Settings(args)).Configuration);

    /// <exception cref="DataFolderException">A running service holds the folder.</exception>
    public static async Task<StoreSession> OpenAsync(string[] args, CancellationToken cancellationToken)
    {
        var settings = Settings(args);
        var folder = DataFolder.Open(settings.Data.Path);
        var services = new ServiceCollection();
        services.AddSingleton(new SiteClock(TimeProvider.System));
        services.AddSingleton(_ => AssetTemplateCatalog.Load());
        services.AddSingleton<AssetDirectory>();
        services.AddSingleton<ISeriesNames, AssetSeriesNames>();
        services.AddFacilitiesStorage(new DatabaseOptions { ConnectionString = settings.ConnectionString ?? "", SqlitePath = folder.File("facilities.db") });
        var session = new StoreSession(args, folder, services.BuildServiceProvider());
        try
        {
            await session._services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken).ConfigureAwait(false);
            await session._services.GetRequiredService<AssetDirectory>().RefreshAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The store that the settings name, or the one of this kind.</summary>
    public ITimeSeriesStore OpenStore(string? kind = null)
    {
        // The same settings as the service reads, with only the kind replaced: one place says where InfluxDB is.
        var settings = Settings(kind is null ? _args : [.. _args, $"--Telemetry:Store={kind}"]);
        if (settings.Influx is { } influx)
        {
            // A position of its own: what the service has confirmed is none of a command's business.
            var server = InfluxTimeSeriesStore.Open(influx with { PositionPath = File("influx.transfer.position") }, Names, new RefusalNotice());
            _open.Add(server);
            return server;
        }

        var store = SqliteTimeSeriesStore.Open(new SqliteTimeSeriesOptions { Path = File("telemetry.db") });
        _open.Add(store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open) await store.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    /// <summary>Says what the server refuses; the comparison afterwards finds it missing, so the exit code tells too.</summary>
    private sealed class RefusalNotice : IRefusedSamples
    {
        private const int Most = 20;
        private int _count;

        public ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken)
        {
            foreach (var line in refused)
            {
                if (Interlocked.Increment(ref _count) <= Most) Console.Error.WriteLine($"refused: {line.Reason}: {line.Line}");
            }

            return ValueTask.CompletedTask;
        }
    }
}
