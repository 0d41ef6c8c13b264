using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Ingest.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Facilities.Dashboard.Hosting;

/// <summary>
/// What an operator has to read at start, on the console: addresses, data folder, and on a first run how to get in. Prepares the first administrator
/// after the database is there and before the web server opens.
/// </summary>
internal sealed class StartupMessages(FirstRun firstRun, DemoAccountList demo, FacilitiesSettings settings, BoundEndpoints endpoints, IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    private string? _code;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The demo brings its own administrator.
        if (!settings.Demo) _code = await firstRun.PrepareAsync(settings.AdminPassword, cancellationToken);
        lifetime.ApplicationStarted.Register(Print);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var output = Console.Out;
        string[] mqtt = [.. endpoints.HasMqtt ? [$":{endpoints.Mqtt.Port}"] : Array.Empty<string>(), .. endpoints.HasMqttTls ? [$":{endpoints.MqttTls.Port}"] : Array.Empty<string>()];
        output.WriteLine();
        // The MQTT listeners are endpoints of the same server, but no addresses for a browser.
        output.WriteLine($"Facilities  {string.Join(", ", addresses.Where(address => !mqtt.Any(port => address.EndsWith(port, StringComparison.Ordinal))))}");
        if (endpoints.HasMqtt) output.WriteLine($"Devices     mqtt://{endpoints.Mqtt}{(settings.Demo ? "  (anonymous from this machine)" : "")}");
        if (endpoints.HasMqttTls) output.WriteLine($"Devices     mqtts://{endpoints.MqttTls}");
        output.WriteLine($"Data        {settings.Data.Path}{(settings.ClockSpeed == 1 ? "" : $"  (site clock at speed {settings.ClockSpeed.ToString(CultureInfo.InvariantCulture)})")}");
        if (_code is not null)
        {
            output.WriteLine("There is no administrator yet. Open the address and enter this one-time code:");
            output.WriteLine($"  {_code}");
        }

        if (demo.Accounts.Count > 0)
        {
            output.WriteLine("Demo accounts (account, password, who):");
            foreach (var account in demo.Accounts) output.WriteLine($"  {account.UserName,-12} {account.Password,-18} {account.Name.En} {account.Name.Zh}, {account.Role}, {account.Organisation}");
        }

        output.WriteLine("Ctrl-C stops it.");
        output.WriteLine();
    }
}
