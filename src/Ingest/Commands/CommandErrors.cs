using Facilities.Ingest.Hosting;
using Facilities.Telemetry;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Commands;

/// <summary>Says an operator's mistake in plain lines on standard error instead of a stack trace.</summary>
public static class CommandErrors
{
    /// <summary>Runs a command to its exit code; anything that is not an operator's mistake still surfaces as the exception it is.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync("The settings are wrong; nothing was started:").ConfigureAwait(false);
            foreach (var failure in e.Failures) await Console.Error.WriteLineAsync("  " + failure).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (DataFolderException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.DataFolder;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }
}
