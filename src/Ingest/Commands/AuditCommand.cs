using System.CommandLine;
using Facilities.Domain;
using Facilities.Domain.Audit;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Audit;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Commands;

/// <summary><c>facilities audit verify</c>: reads the whole chain and says whether it holds. May run beside the service.</summary>
internal static class AuditCommand
{
    public static Command Create(string[] args)
    {
        var head = new Option<string?>("--head") { Description = "A head published earlier (number:hash): also finds a cut tail." };
        var verify = new Command("verify", "Checks every entry of the audit chain; exit code 1 when it doesn't hold.") { head };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(args, parsed.GetValue(head), cancellationToken));
        var export = new Command("export", "Writes the chain as JSON lines to standard output, for others to verify.");
        export.SetAction((_, cancellationToken) => WithTrailAsync(args, async trail =>
        {
            await trail.ExportAsync(Console.Out, cancellationToken).ConfigureAwait(false);
            return ExitCode.Success;
        }));
        return new Command("audit", "The audit chain: who did what, when and why.") { verify, export };
    }

    private static Task<int> VerifyAsync(string[] args, string? head, CancellationToken cancellationToken)
    {
        AuditHead? expected;
        try
        {
            expected = head is null ? null : AuditHead.Parse(head);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return Task.FromResult(ExitCode.Usage);
        }

        return WithTrailAsync(args, async trail =>
        {
            var verdict = await trail.VerifyAsync(expected, new EntryProgress(), cancellationToken).ConfigureAwait(false);
            var erased = verdict.Erased > 0 ? $", {verdict.Erased} with personal fields erased on record" : "";
            Console.WriteLine(verdict.Holds
                ? $"The chain holds: {verdict.Entries} entries{erased}. Head {verdict.Head}"
                : $"The chain does NOT hold: {verdict.Flaw} at entry {verdict.Number}; {verdict.Entries} entries read. Head {verdict.Head}");
            return verdict.Holds ? ExitCode.Success : ExitCode.Failure;
        });
    }

    private static async Task<int> WithTrailAsync(string[] args, Func<AuditTrail, Task<int>> work)
    {
        var settings = FacilitiesSettingsReader.Read(FacilitiesHost.CreateBuilder(CommandArguments.Settings(args)).Configuration);
        var sqlite = Path.Combine(settings.Data.Path, "facilities.db");
        if (settings.ConnectionString is null && !File.Exists(sqlite)) throw new InvalidDataException($"There is no database '{sqlite}'; name its folder with --Data:Path.");
        var services = new ServiceCollection();
        services.AddSingleton(new SiteClock(TimeProvider.System));
        services.AddFacilitiesStorage(new DatabaseOptions { ConnectionString = settings.ConnectionString ?? "", SqlitePath = sqlite });
        var provider = services.BuildServiceProvider();
        await using (provider.ConfigureAwait(false))
        {
            return await work(new AuditTrail(provider.GetRequiredService<IDbContextFactory<FacilitiesDb>>())).ConfigureAwait(false);
        }
    }

    private sealed class EntryProgress : IProgress<long>
    {
        public void Report(long value)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\r{value} entries");
        }
    }
}
