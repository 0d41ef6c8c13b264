using System.Globalization;
using Facilities.Telemetry;
using Microsoft.Extensions.Logging;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Makes database and retention policy where they are missing and rights allow. Needed by 1.x only: 2.x and 3.x make theirs by their own tools. Thread-safe.</summary>
internal sealed class InfluxSchema(InfluxOptions options, InfluxServer server, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Looks whether the database is there, and makes it if not.</summary>
    /// <returns>Null, or why there is none, for the operator.</returns>
    /// <exception cref="StoreUnavailableException">The server is away.</exception>
    public async ValueTask<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var database = InfluxQl.Name(options.Database);
            var (policies, error) = await AskAsync($"SHOW RETENTION POLICIES ON {database}", cancellationToken).ConfigureAwait(false);
            if (error is not null)
            {
                if (await ChangeAsync($"CREATE DATABASE {database}", cancellationToken).ConfigureAwait(false) is { } refused)
                    return $"there is no database '{options.Database}', and this user may not make one ({refused}). Let an administrator run: CREATE DATABASE {database}";
                InfluxLog.Made(logger, "database " + options.Database);
                (policies, _) = await AskAsync($"SHOW RETENTION POLICIES ON {database}", cancellationToken).ConfigureAwait(false);
            }

            return await EnsureAsync(options.RetentionPolicy, options.RetentionDuration, policies, cancellationToken).ConfigureAwait(false)
                ?? (options.RollUps ? await EnsureAsync(options.RollUpsIn, null, policies, cancellationToken).ConfigureAwait(false) : null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask<string?> EnsureAsync(string? name, TimeSpan? kept, HashSet<string> policies, CancellationToken cancellationToken)
    {
        if (name is not { } policy || !policies.Add(policy)) return null;
        var duration = kept is { } time ? time.TotalHours.ToString("0", CultureInfo.InvariantCulture) + "h" : "INF";
        var statement = $"CREATE RETENTION POLICY {InfluxQl.Name(policy)} ON {InfluxQl.Name(options.Database)} DURATION {duration} REPLICATION 1";
        if (await ChangeAsync(statement, cancellationToken).ConfigureAwait(false) is { } forbidden)
            return $"there is no retention policy '{policy}', and this user may not make one ({forbidden}). Let an administrator run: {statement}";
        InfluxLog.Made(logger, "retention policy " + policy);
        return null;
    }

    private async ValueTask<(HashSet<string> Names, string? Error)> AskAsync(string statement, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var answer = await server.RunAsync(statement, cancellationToken).ConfigureAwait(false);
            foreach (var series in answer)
            {
                for (var i = 0; i < series.RowCount; i++) names.Add(series.Row(i)[0].Text ?? "");
            }

            return (names, null);
        }
        catch (QueryRefusedException e)
        {
            return (names, e.Message);
        }
        catch (StoreUnavailableException e) when (e.Reason is "forbidden" or "refused" or "unexpected-answer")
        {
            // 2.x answers a missing mapping with 404.
            return (names, e.Message);
        }
    }

    private async ValueTask<string?> ChangeAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            await server.RunAsync(statement, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (QueryRefusedException e)
        {
            return e.Message;
        }
        catch (StoreUnavailableException e) when (e.Reason is "forbidden" or "refused" or "unexpected-answer" or "unauthorized")
        {
            return e.Message;
        }
    }
}
