using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>Stores many complaints at once, past the change tracker: those whose number is known change nothing. To be called within a transaction.</summary>
public static class ComplaintRows
{
    private const int PerStatement = 40;

    private static readonly string[] Columns =
    [
        "source", "record_no", "received_at", "month", "hour", "text", "address", "topic", "subtopic", "topic_permille", "community_id", "building_id", "asset_id", "site_permille", "asset_permille",
        "reasons", "state", "rules_version", "import_id", "organisation_id",
    ];

    private static readonly string Many = Statement(PerStatement);
    private static readonly string One = Statement(1);

    /// <returns>How many were new.</returns>
    public static async Task<int> InsertAsync(FacilitiesDb db, IReadOnlyList<Complaint> complaints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(complaints);
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Needs a transaction.");
        var added = 0;
        var whole = complaints.Count / PerStatement * PerStatement;
        if (whole > 0) added += await RunAsync(connection, transaction, Many, PerStatement, complaints, 0, whole, cancellationToken).ConfigureAwait(false);
        if (whole < complaints.Count) added += await RunAsync(connection, transaction, One, 1, complaints, whole, complaints.Count, cancellationToken).ConfigureAwait(false);
        return added;
    }

    private static async Task<int> RunAsync(
        DbConnection connection, DbTransaction transaction, string sql, int rows, IReadOnlyList<Complaint> complaints, int from, int to, CancellationToken cancellationToken)
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
                parameter.ParameterName = "p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                command.Parameters.Add(parameter);
            }

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
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * Columns.Length, Columns.Length).Select(i => "@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).Append(')');
        return sql.Append(" ON CONFLICT (source, record_no) DO NOTHING").ToString();
    }
}
