using System.CommandLine;
using Facilities.Simulator.Hosting;
using Facilities.Simulator.Service;

namespace Facilities.Simulator.Commands;

/// <summary>Where the service is: the options that every command shares.</summary>
internal sealed class ServiceOptions
{
    private readonly Option<string> _broker = new("--broker") { Description = "Host and port of the MQTT listener.", DefaultValueFactory = _ => "127.0.0.1:1883" };
    private readonly Option<string> _dashboard = new("--dashboard") { Description = "Address of pages and REST; the site clock and provisioning come from there.", DefaultValueFactory = _ => "http://localhost:5080" };
    private readonly Option<string?> _user = new("--user") { Description = "MQTT user name; none needed from this machine in demo mode." };
    private readonly Option<string?> _password = new("--password") { Description = "MQTT password. The environment variable FACILITIES_SIMULATOR_PASSWORD keeps it out of the process list." };

    public void AddTo(Command command)
    {
        command.Options.Add(_broker);
        command.Options.Add(_dashboard);
        command.Options.Add(_user);
        command.Options.Add(_password);
    }

    /// <exception cref="ArgumentException">Not host:port.</exception>
    public BrokerEndpoint Broker(ParseResult parsed)
    {
        var text = parsed.GetValue(_broker)!;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), out var port) || port is < 1 or > 65_535)
            throw new ArgumentException($"--broker '{text}' is not host:port.");
        return new BrokerEndpoint
        {
            Host = text[..colon],
            Port = port,
            UserName = parsed.GetValue(_user),
            Password = parsed.GetValue(_password) ?? Environment.GetEnvironmentVariable("FACILITIES_SIMULATOR_PASSWORD"),
        };
    }

    /// <exception cref="ArgumentException">Not an address.</exception>
    public ServiceApi Api(ParseResult parsed)
    {
        var text = parsed.GetValue(_dashboard)!;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? new ServiceApi(address)
            : throw new ArgumentException($"--dashboard '{text}' is not an http address.");
    }

    /// <summary>The service's site clock, or this machine's with a word of warning when it can't be asked.</summary>
    public static async Task<TimeProvider> ClockAsync(ServiceApi api, CancellationToken ct)
    {
        try
        {
            return new RemoteSiteClock(await api.ClockAsync(ct));
        }
        catch (ServiceException e)
        {
            await Console.Error.WriteLineAsync($"No site clock ({e.Message}); this machine's clock is used.");
            return TimeProvider.System;
        }
    }
}
