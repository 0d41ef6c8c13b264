using System.CommandLine;
using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Ingest.Hosting;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities devices list | add | rotate | revoke</c>: what devices sign in with. May run beside the service.</summary>
internal static class DevicesCommand
{
    private static readonly Caller Operator = new(new Actor(null, Role.Admin, null), Scope.Everything, new LocalizedName("操作员", "Operator"), "en");

    public static Command Create(string[] args)
    {
        var list = new Command("list", "Number, user name, site, asset, state; newest first.");
        list.SetAction((_, cancellationToken) => WithListAsync(args, devices => ListAsync(devices, cancellationToken)));
        var site = new Option<string?>("--site") { Description = "Site code it speaks for; without it, every site." };
        var asset = new Option<string?>("--asset") { Description = "Asset code, for a device's own credential; without it, a gateway's for the whole site." };
        var user = new Option<string?>("--user") { Description = "User name; made of site and asset if it isn't given." };
        var add = new Command("add", "Makes a credential and prints its secret, once.") { site, asset, user };
        add.SetAction((parsed, cancellationToken) => WithListAsync(args, async devices => Say(await devices.CreateAsync(
            Operator, new DeviceAccessDraft { Site = parsed.GetValue(site), Asset = parsed.GetValue(asset), UserName = parsed.GetValue(user) }, cancellationToken).ConfigureAwait(false))));
        var id = new Argument<int>("number") { Description = "Its number; see list." };
        var overlap = new Option<int>("--overlap-hours") { Description = "How long the old secret still works; 0–168.", DefaultValueFactory = _ => 24 };
        var rotate = new Command("rotate", "Gives a new secret and prints it, once.") { id, overlap };
        rotate.SetAction((parsed, cancellationToken) => WithListAsync(args, async devices =>
            Say(await devices.RotateAsync(Operator, parsed.GetValue(id), parsed.GetValue(overlap), cancellationToken).ConfigureAwait(false))));
        var revoke = new Command("revoke", "Ends a credential and, within seconds, its connections.") { id };
        revoke.SetAction((parsed, cancellationToken) => WithListAsync(args, async devices =>
        {
            await devices.RevokeAsync(Operator, parsed.GetValue(id), cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        }));
        return new Command("devices", "What devices and gateways sign in with over MQTT.") { list, add, rotate, revoke };
    }

    private static async Task<int> ListAsync(DeviceAccessList devices, CancellationToken cancellationToken)
    {
        for (var skip = 0; ; skip += Paging.Maximum)
        {
            var page = await devices.ListAsync(Operator, new Paging(skip, Paging.Maximum), cancellationToken).ConfigureAwait(false);
            foreach (var row in page.Items) Console.WriteLine($"{row.Id}\t{row.UserName}\t{row.Site ?? "*"}\t{row.Asset ?? "*"}\t{State(row)}");
            if (skip + Paging.Maximum >= page.Total) return ExitCode.Success;
        }
    }

    private static string State(DeviceAccessRow row) => row switch
    {
        { RevokedAt: { } at } => "revoked " + Moment(at),
        { OldSecretUntil: { } until } => "old secret until " + Moment(until),
        _ => "",
    };

    private static int Say(NewDeviceAccess made)
    {
        Console.WriteLine($"{made.Id}\t{made.UserName}\t{made.Secret}");
        Console.Error.WriteLine(made.OldSecretUntil is { } until ? $"The secret isn't shown again. The old one works until {Moment(until)}." : "The secret isn't shown again.");
        return ExitCode.Success;
    }

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static async Task<int> WithListAsync(string[] args, Func<DeviceAccessList, Task<int>> work)
    {
        var settings = FacilitiesSettingsReader.Read(FacilitiesHost.CreateBuilder(CommandArguments.Settings(args)).Configuration);
        var sqlite = Path.Combine(settings.Data.Path, "facilities.db");
        if (settings.ConnectionString is null && !File.Exists(sqlite)) throw new InvalidDataException($"There is no database '{sqlite}'; name its folder with --Data:Path.");
        var services = new ServiceCollection();
        services.AddSingleton(new SiteClock(TimeProvider.System));
        services.AddFacilitiesStorage(new DatabaseOptions { ConnectionString = settings.ConnectionString ?? "", SqlitePath = sqlite });
        services.AddSingleton<DeviceAccessList>();
        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            try
            {
                return await work(provider.GetRequiredService<DeviceAccessList>()).ConfigureAwait(false);
            }
            catch (RuleViolation refused)
            {
                Console.Error.WriteLine(refused.Reason);
                return ExitCode.Failure;
            }
        }
    }
}
