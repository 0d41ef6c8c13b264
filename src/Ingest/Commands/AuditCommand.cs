using System.CommandLine;
using System.Text;
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
        var source = new Option<string?>("--file") { Description = "An export instead of the database; needs nothing else." };
        var verify = new Command("verify", "Checks every entry of the audit chain; exit code 1 when it doesn't hold.") { head, source };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(args, parsed.GetValue(head), parsed.GetValue(source), cancellationToken));
        var target = new Option<string?>("--file") { Description = "Where to; standard output." };
        var csv = new Option<bool>("--csv") { Description = "CSV to look at, instead of JSON lines that can be verified." };
        var export = new Command("export", "Writes the chain with its head, for others to verify.") { target, csv };
        export.SetAction((parsed, cancellationToken) => WithTrailAsync(args, trail => ExportAsync(trail, parsed.GetValue(target), parsed.GetValue(csv), cancellationToken)));
        return new Command("audit", "The audit chain: who did what, when and why.") { verify, export };
    }

    private static async Task<int> ExportAsync(AuditTrail trail, string? file, bool csv, CancellationToken cancellationToken)
    {
        var output = file is null ? Console.Out : new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: csv));
        try
        {
            await (csv ? trail.ExportCsvAsync(output, cancellationToken) : trail.ExportAsync(output, cancellationToken)).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (file is not null) await output.DisposeAsync().ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    private static Task<int> VerifyAsync(string[] args, string? head, string? file, CancellationToken cancellationToken)
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

        return file is not null
            ? VerifyFileAsync(file, expected, cancellationToken)
            : WithTrailAsync(args, async trail => Say(await trail.VerifyAsync(expected, new EntryProgress(), cancellationToken).ConfigureAwait(false)));
    }

    private static async Task<int> VerifyFileAsync(string file, AuditHead? expected, CancellationToken cancellationToken)
    {
        try
        {
            using var input = new StreamReader(file);
            return Say(await AuditFile.VerifyAsync(input, expected, cancellationToken).ConfigureAwait(false));
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"{file}: {e.Message}");
            return ExitCode.Failure;
        }
        catch (IOException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }
    }

    private static int Say(AuditVerdict verdict)
    {
        var erased = verdict.Erased > 0 ? $", {verdict.Erased} with personal fields erased on record" : "";
        Console.WriteLine(verdict.Holds
            ? $"The chain holds: {verdict.Entries} entries{erased}. Head {verdict.Head}"
            : $"The chain does NOT hold: {verdict.Flaw} at entry {verdict.Number}; {verdict.Entries} entries read. Head {verdict.Head}");
        return verdict.Holds ? ExitCode.Success : ExitCode.Failure;
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
