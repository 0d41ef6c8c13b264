using Facilities.Storage.Tests.TimeSeries;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;
using Facilities.Testing;
using TempFolder = Facilities.Testing.TempFolder;

namespace Facilities.Storage.Tests.Influx;

/// <summary>The contract suite on a real InfluxDB 1.6.7 with user and password. Not compiled where there is none, see the project file.</summary>
public sealed class InfluxContractTests(InfluxServerFixture fixture) : TimeSeriesStoreContract, IClassFixture<InfluxServerFixture>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _database = InfluxServerFixture.NewDatabase();

    public void Dispose() => _folder.Dispose();

    // InfluxDB removes lines, not fields.
    protected override bool RemovesSinglePoints => false;

    protected override Task<ITimeSeriesStore> OpenAsync()
    {
        var options = new InfluxOptions
        {
            Url = fixture.Server.Url,
            Database = _database,
            User = InfluxServerProcess.Administrator,
            Password = InfluxServerProcess.AdministratorPassword,
            PositionPath = _folder.File("influx.position"),
            // A note about late samples counts for its batch only: the suite writes the past and rolls it up at once.
            LateNotesRenewed = TimeSpan.Zero,
            // Small, so that one batch is several requests.
            BatchLines = 50,
        };
        return Task.FromResult<ITimeSeriesStore>(InfluxTimeSeriesStore.Open(options, new TestNames(), new KeptRefusals()));
    }

    protected override async Task CloseAsync(ITimeSeriesStore store) => await ((InfluxTimeSeriesStore)store).DisposeAsync();

    protected override async Task CrashAsync(ITimeSeriesStore store) => await ((InfluxTimeSeriesStore)store).AbandonAsync();
}
