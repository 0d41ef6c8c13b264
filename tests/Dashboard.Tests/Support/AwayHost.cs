using System.Text;
using Facilities.Dashboard.Tests.Api;
using Facilities.Mqtt;
using Facilities.Operations.Assets;
using Facilities.Storage.TimeSeries;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Support;

/// <summary>The demo's sites with one lift that just reported, on a telemetry store that a test takes away and brings back.</summary>
public sealed class AwayHost : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteTimeSeriesStore _real = null!;
    private RunningDashboard _dashboard = null!;

    internal ScriptedStore Script { get; private set; } = null!;

    internal IServiceProvider Services => _dashboard.Services;

    internal AssetEntry Lift { get; private set; } = null!;

    internal ApiClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _real = await SqliteTimeSeriesStore.OpenAsync(new SqliteTimeSeriesOptions { Path = _folder.File("telemetry.db") });
        var (store, script) = ScriptedStore.Around(_real);
        Script = script;
        _dashboard = RunningDashboard.Start(demo: true, seeded: true, change: services => services.AddSingleton(store));
        Lift = Services.GetRequiredService<AssetDirectory>().All.First(entry => entry.TypeKey == "elevator");
        await using var device = new MqttClient(new MqttClientOptions { Port = _dashboard.MqttPort });
        await device.ConnectAsync();
        var now = Services.GetRequiredService<Domain.SiteClock>().NowUnixMs;
        var reading = Encoding.UTF8.GetBytes($$$"""{"ts":{{{now}}},"values":{"car_speed":1.25,"occupied":true,"mode":"normal"}}""");
        (await device.PublishAsync($"fm/v1/{Lift.SiteCode}/{Lift.Code}/telemetry", reading, MqttQualityOfService.AtLeastOnce)).ShouldBe(MqttReasonCode.Success);
        Admin = new ApiClient(_dashboard.Address);
        (await Admin.SignInAsync("admin", ApiHost.Password)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await Eventually.HoldsAsync(async () => await SpeedAsync() == 1.25, "the value in the store");
    }

    /// <summary>The lift's speed as REST tells it now.</summary>
    internal async Task<double?> SpeedAsync()
    {
        var rows = await Admin.GetAsync($"api/assets/{Lift.Id.Value}/values");
        var speed = rows.EnumerateArray().Single(row => row.GetProperty("key").GetString() == "car_speed").GetProperty("value");
        return speed.ValueKind == System.Text.Json.JsonValueKind.Null ? null : speed.GetDouble();
    }

    /// <summary>The store answers nothing until what is returned is disposed.</summary>
    internal IDisposable TakeAway(TimeSpan? retryAfter = null)
    {
        Script.Away = new StoreUnavailableException("connection-refused", "Nobody listens there.") { RetryAfter = retryAfter };
        return new Return(Script);
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        await _dashboard.DisposeAsync();
        await _real.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Return(ScriptedStore script) : IDisposable
    {
        public void Dispose() => script.Away = null;
    }
}
