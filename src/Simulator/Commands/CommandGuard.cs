using Facilities.Mqtt;
using Facilities.Simulator.Load;
using Facilities.Simulator.Replay;
using Facilities.Simulator.Service;

namespace Facilities.Simulator.Commands;

/// <summary>Turns an operator's mistakes and outages into one plain line on standard error and an exit code.</summary>
internal static class CommandGuard
{
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is RecordingException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is ServiceException or LoadException or MqttConnectionException or MqttProtocolException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return ExitCode.Cancelled;
        }
    }
}
