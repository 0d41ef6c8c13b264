using Facilities.Testing;

namespace Facilities.Storage.Tests.Influx;

/// <summary>One InfluxDB server for all tests of a class, each of which takes a database of its own.</summary>
public sealed class InfluxServerFixture : IAsyncLifetime
{
    private static int _databases;

    public InfluxServerProcess Server { get; private set; } = null!;

    public static string NewDatabase() => $"test {Interlocked.Increment(ref _databases)}";

    public async Task InitializeAsync()
    {
        if (InfluxServerProcess.Program is not null || RequiredInCi.IsCi) Server = await InfluxServerProcess.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
    }
}
