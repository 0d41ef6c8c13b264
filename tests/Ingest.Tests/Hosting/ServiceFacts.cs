using System.Text;
using Facilities.Mqtt;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Ingest.Tests.Hosting;

/// <summary>Tests of the whole service: each on a folder of its own with a migrated database of one elevator.</summary>
public abstract class ServiceFacts : IAsyncLifetime
{
    protected static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    internal TempFolder Folder { get; } = new();

    internal TestDatabase Database { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Database = await TestDatabase.CreateAsync(Folder.Path);

    public virtual async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Starts the service on the folder, in the demo mode: anonymous clients of this machine may publish.</summary>
    internal Task<RunningService> StartAsync(params string[] more) => RunningService.StartAsync(Folder.Path, ["--demo", .. more]);

    /// <inheritdoc cref="StartAsync(string[])"/>
    internal Task<RunningService> StartAsync(Action<IServiceCollection> change, params string[] more) => RunningService.StartAsync(Folder.Path, change, ["--demo", .. more]);

    /// <summary>A payload of the elevator (or another asset of its site) at QoS 1; what it was answered.</summary>
    internal static Task<MqttReasonCode> PublishAsync(MqttClient client, long time, string values, string? asset = null) => client.PublishAsync(
        $"fm/v1/yulan/{asset ?? TestDatabase.Code(0)}/telemetry", Encoding.UTF8.GetBytes($$"""{"ts":{{time}},"values":{ {{values}} } }"""), MqttQualityOfService.AtLeastOnce).AsTask();

    /// <summary>Ten readings over 90 s of a car that stands between floors with somebody inside.</summary>
    internal static async Task TrapSomebodyAsync(MqttClient client, long from)
    {
        for (var i = 0; i <= 9; i++)
            (await PublishAsync(client, from + i * 10_000, Trapped)).ShouldBe(MqttReasonCode.Success);
    }

    internal const string Trapped = """ "car_speed":0,"in_door_zone":false,"door_state":"closed","occupied":true,"mode":"normal" """;

    protected Task<int> FaultsAsync() => CountAsync(db => db.Faults);

    internal async Task<int> CountAsync<T>(Func<FacilitiesDb, IQueryable<T>> rows)
    {
        await using var db = Database.Open();
        return await rows(db).CountAsync();
    }
}
