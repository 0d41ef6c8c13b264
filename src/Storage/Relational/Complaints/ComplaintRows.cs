using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>
/// Stores many complaints at once, past the change tracker: those whose number is known change nothing, of two with one number the first is kept. To be called within a transaction.
/// Rows go in by number: numbers mostly carry the day, so rows that come together lie together in the indexes by number and by time. What an index over places touches stays in memory
/// until the commit (<see cref="CacheKibibytes"/>): with SQLite's own 2 MB every page was written out, read and written again many times within one transaction.
/// </summary>
public static class ComplaintRows
{
    /// <summary>A round trip costs more than a statement's length.</summary>
    private const int PerPostgresStatement = 100;

    /// <summary>SQLite looks a parameter up by going through the names before it: many rows in a statement cost more than many runs of a short one.</summary>
    private const int PerSqliteStatement = 1;

    /// <summary>From so many rows on SQLite gets more memory for its pages.</summary>
    private const int Many = 1_000;

    /// <summary>What 20,000 rows change in a table of a million records, and as much again; given back with the last row.</summary>
    private const int CacheKibibytes = 128 * 1024;

    /// <summary>SQLite's own.</summary>
    private const int UsualKibibytes = 2_000;

    private static readonly string[] Columns =
    [
        "source", "record_no", "received_at", "month", "hour", "text", "address", "topic", "subtopic", "topic_permille", "community_id", "building_id", "asset_id", "site_permille", "asset_permille",
        "reasons", "state", "rules_version", "import_id", "organisation_id",
    ];

    private static readonly string ManyRows = Statement(PerPostgresStatement);
    private static readonly string OneRow = Statement(1);

    /// <returns>How many were new.</returns>
    public static async Task<int> InsertAsync(FacilitiesDb db, IReadOnlyList<Complaint> complaints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(complaints);
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Needs a transaction.");
        List<Complaint> ordered = [.. complaints.DistinctBy(item => (item.Source, item.RecordNo)).OrderBy(item => item.Source, StringComparer.Ordinal).ThenBy(item => item.RecordNo, StringComparer.Ordinal)];
        if (!db.Database.IsSqlite()) return await AllAsync(connection, transaction, ordered, PerPostgresStatement, cancellationToken).ConfigureAwait(false);
        if (ordered.Count < Many) return await AllAsync(connection, transaction, ordered, PerSqliteStatement, cancellationToken).ConfigureAwait(false);
        await CacheAsync(connection, transaction, CacheKibibytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return await AllAsync(connection, transaction, ordered, PerSqliteStatement, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The connection goes back to the pool.
            await CacheAsync(connection, transaction, UsualKibibytes, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task CacheAsync(DbConnection connection, DbTransaction transaction, int kibibytes, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
#pragma warning disable CA2100 // A number of ours; a pragma takes no parameters.
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size=-{kibibytes}");
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> AllAsync(DbConnection connection, DbTransaction transaction, List<Complaint> complaints, int perStatement, CancellationToken cancellationToken)
    {
        var added = 0;
        var whole = perStatement == 1 ? 0 : complaints.Count / perStatement * perStatement;
        if (whole > 0) added += await RunAsync(connection, transaction, ManyRows, perStatement, complaints, 0, whole, cancellationToken).ConfigureAwait(false);
        if (whole < complaints.Count) added += await RunAsync(connection, transaction, OneRow, 1, complaints, whole, complaints.Count, cancellationToken).ConfigureAwait(false);
        return added;
    }

    private static async Task<int> RunAsync(
        DbConnection connection, DbTransaction transaction, string sql, int rows, List<Complaint> complaints, int from, int to, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
#pragma warning disable CA2100 // Made of the column names above and nothing else.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 0; i < rows * Columns.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + i.ToString(CultureInfo.InvariantCulture);
                command.Parameters.Add(parameter);
            }

            // Parsed with the first run and used again by the others.
            var added = 0;
            for (var first = from; first < to; first += rows)
            {
                for (var row = 0; row < rows; row++) Fill(command.Parameters, row * Columns.Length, complaints[first + row]);
                added += await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return added;
        }
    }

    private static void Fill(DbParameterCollection to, int at, Complaint from)
    {
        Set(from.Source);
        Set(from.RecordNo);
        Set(from.ReceivedAt.ToUnixTimeMilliseconds());
        Set(from.Month);
        Set(from.Hour);
        Set(from.Text);
        Text(from.Address);
        Set((int)from.Topic);
        Set(from.Subtopic);
        Set(from.TopicPermille);
        Number(from.CommunityId?.Value);
        Number(from.BuildingId?.Value);
        Number(from.AssetId?.Value);
        Set(from.SitePermille);
        Set(from.AssetPermille);
        Set((int)from.Reasons);
        Set((int)from.State);
        Set(from.RulesVersion);
        Number(from.ImportId?.Value);
        Number(from.OrganisationId?.Value);

        void Set(object value) => to[at++].Value = value;

        // Said what it would be: PostgreSQL wants the type also of nothing.
        void Number(int? value)
        {
            to[at].DbType = System.Data.DbType.Int32;
            to[at++].Value = value is { } known ? known : DBNull.Value;
        }

        void Text(string? value)
        {
            to[at].DbType = System.Data.DbType.String;
            to[at++].Value = value is { } known ? known : DBNull.Value;
        }
    }

    private static string Statement(int rows)
    {
        var sql = new StringBuilder("INSERT INTO complaints (").AppendJoin(", ", Columns).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * Columns.Length, Columns.Length).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture))).Append(')');
        return sql.Append(" ON CONFLICT (source, record_no) DO NOTHING").ToString();
    }
}
