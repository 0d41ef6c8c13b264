using System.Globalization;
using System.Text;
using Facilities.EndToEnd_Tests.Processes;
using Facilities.Mqtt;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests.Browser;

/// <summary>One demo and one browser for all tests that look at pages; started by the first that asks, so that skipped tests start nothing.</summary>
public class DemoDesk : IAsyncLifetime
{
    internal const string Password = "demo-Facilities-1";

    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<RunningDashboard>> _dashboard;
    private readonly Lazy<Task<Chromium>> _chromium = new(Chromium.StartAsync);

    public DemoDesk() : this(1)
    {
    }

    /// <param name="speed">Of its site clock.</param>
    protected DemoDesk(double speed) => _dashboard = new(() => RunningDashboard.StartAsync(_folder.Path, speed: speed));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_chromium.IsValueCreated) await (await _chromium.Value).DisposeAsync();
        if (_dashboard.IsValueCreated) await (await _dashboard.Value).DisposeAsync();
        _folder.Dispose();
    }

    internal Task<RunningDashboard> DashboardAsync() => _dashboard.Value;

    internal Task<Chromium> ChromiumAsync() => _chromium.Value;

    internal async Task<IPage> OpenAsync(string language, string theme = "light") =>
        await (await _chromium.Value).OpenAsync((await DashboardAsync()).Address, language, theme);

    internal async Task<IPage> SignInAsync(string user, string language, string theme = "light") =>
        await (await _chromium.Value).SignInAsync((await DashboardAsync()).Address, user, Password, language, theme);

    internal async Task<SignedInClient> ApiAsync(string user) => await SignedInClient.SignInAsync((await DashboardAsync()).Address, user, Password);

    /// <summary>What a device of its own sends, acknowledged when this returns.</summary>
    /// <param name="values">JSON members, e.g. <c>"car_floor":7</c>.</param>
    internal async Task PublishAsync(string site, string asset, string values)
    {
        await using var device = new MqttClient(new MqttClientOptions { Port = (await DashboardAsync()).MqttPort, ClientId = "device-" + asset });
        await device.ConnectAsync();
        var at = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var answer = await device.PublishAsync($"fm/v1/{site}/{asset}/telemetry", Encoding.UTF8.GetBytes($"{{\"ts\":{at},\"values\":{{{values}}}}}"));
        ((int)answer).ShouldBeLessThan(0x80);
        await device.DisconnectAsync();
    }
}
