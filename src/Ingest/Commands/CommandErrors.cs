using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Facilities.Ingest.Hosting;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Facilities.Ingest.Commands;

/// <summary>Says an operator's mistake in plain lines on standard error instead of a stack trace.</summary>
public static class CommandErrors
{
    /// <summary>Parses the arguments and runs the command that they name, guarded. A line that can't be parsed is answered with its mistakes and the help.</summary>
    public static Task<int> GuardAsync(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        // The host stops by itself on Ctrl-C, draining first; a second handler here would cut that short.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return GuardAsync(async () =>
        {
            var parsed = root.Parse(SettingOptions.Separate(args));
            var code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        });
    }

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
        catch (Exception e) when (Address(e) is { } reason)
        {
            await Console.Error.WriteLineAsync(
                $"{reason.TrimEnd('.')}. Stop the program that holds it, or choose other ports: --urls http://localhost:PORT for pages and REST, --Mqtt:Port PORT for devices.").ConfigureAwait(false);
            return ExitCode.Address;
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync($"The database can't be used: {e.Message} Check Database:ConnectionString, or the rights on the data folder.").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    /// <summary>Kestrel's own sentence when an address can't be listened on (in use, not this machine's, a port below 1024); null for anything else.</summary>
    private static string? Address(Exception error) => error switch
    {
        IOException { InnerException: AddressInUseException } => error.Message,
        AddressInUseException => error.Message,
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse } => error.Message,
        _ => null,
    };
}
