using System.CommandLine;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Ingest.Hosting;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities notify list | test</c>: the channels of communities, and whether one takes a message. May run beside the service.</summary>
internal static class NotifyCommand
{
    private static readonly Caller Operator = new(new Actor(null, Role.Admin, null), Scope.Everything, new LocalizedName("操作员", "Operator"), "en");

    public static Command Create(string[] args)
    {
        var list = new Command("list", "The channels: number, community, kind, name, host.");
        list.SetAction((_, cancellationToken) => WithChannelsAsync(args, async channels =>
        {
            foreach (var row in await channels.ListAsync(Operator, cancellationToken).ConfigureAwait(false))
                Console.WriteLine($"{row.Id}\t{row.CommunityName.Zh}\t{row.Kind}\t{row.Name}\t{row.Host}{(row.IsEnabled ? "" : "\toff")}");
            return ExitCode.Success;
        }));
        var id = new Argument<int>("channel") { Description = "Its number; see list." };
        var test = new Command("test", "Sends a test message there and prints the answer; exit code 1 when it wasn't taken.") { id };
        test.SetAction((parsed, cancellationToken) => WithChannelsAsync(args, async channels =>
        {
            var outcome = await channels.TestAsync(Operator, parsed.GetValue(id), cancellationToken).ConfigureAwait(false);
            Console.WriteLine(outcome.IsSent ? "Taken." : $"Not taken: {outcome.Code} {outcome.Detail}");
            return outcome.IsSent ? ExitCode.Success : ExitCode.Failure;
        }));
        return new Command("notify", "Channels by which people are told.") { list, test };
    }

    private static async Task<int> WithChannelsAsync(string[] args, Func<ChannelSettings, Task<int>> work)
    {
        var settings = FacilitiesSettingsReader.Read(FacilitiesHost.CreateBuilder(CommandArguments.Settings(args)).Configuration);
        var sqlite = Path.Combine(settings.Data.Path, "facilities.db");
        if (settings.ConnectionString is null && !File.Exists(sqlite)) throw new InvalidDataException($"There is no database '{sqlite}'; name its folder with --Data:Path.");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(new SiteClock(TimeProvider.System));
        services.AddSingleton(settings.Notify);
        services.AddFacilitiesStorage(new DatabaseOptions { ConnectionString = settings.ConnectionString ?? "", SqlitePath = sqlite });
        services.AddFacilitiesKeys(settings);
        services.AddFacilitiesOperations();
        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            try
            {
                return await work(provider.GetRequiredService<ChannelSettings>()).ConfigureAwait(false);
            }
            catch (RuleViolation refused)
            {
                Console.Error.WriteLine(refused.Reason);
                return ExitCode.Failure;
            }
        }
    }
}
