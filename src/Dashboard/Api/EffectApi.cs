using System.Globalization;
using System.Text;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Effect;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What the loop achieved.</summary>
internal static class EffectApi
{
    private const int DefaultDays = 90;

    public static void MapEffect(this IEndpointRouteBuilder api)
    {
        var effect = api.MapGroup("/effect").WithTags("Effect").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden);
        effect.MapGet("/", GetEffect).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetEffect));
        effect.MapGet("/csv", ExportEffect).ForTokens(TokenScope.ReadFaults).WithName(nameof(ExportEffect));
    }

    /// <summary>Times, shares, MTBF and MTTR from the faults that ended in a stretch; by default the last 90 days.</summary>
    internal static Task<EffectResult> GetEffect(
        ApiCaller caller, EffectQuery effect, SiteClock clock, CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? to = null, EffectGrouping by = EffectGrouping.Firm)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        var until = to ?? clock.GetUtcNow();
        return effect.MeasureAsync(caller.Value.Scope, from ?? until.AddDays(-DefaultDays), until, by, cancellationToken);
    }

    /// <summary>The same as CSV (UTF-8 with byte order mark, so that spreadsheets read Chinese); spans in hours, shares in percent, empty where there was nothing to measure.</summary>
    internal static async Task<FileContentHttpResult> ExportEffect(
        ApiCaller caller, EffectQuery effect, SiteClock clock, CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? to = null, EffectGrouping by = EffectGrouping.Firm)
    {
        var result = await GetEffect(caller, effect, clock, cancellationToken, from, to, by);
        var csv = new StringBuilder("group,faults,acknowledge_h,arrive_h,fix_h,mttr_h,mtbf_h,on_time_pct,repeat_pct,false_alarm_pct,predictions,prevented_pct,prediction_lead_h,answers,stars_mean,solved_pct\r\n");
        foreach (var row in result.Rows)
        {
            var e = row.Effect;
            csv.Append(Quoted(AssetWords.Name(row.Name))).Append(',').AppendJoin(',',
                [Number(e.Faults), Hours(e.ToAcknowledge), Hours(e.ToArrive), Hours(e.ToFix), Hours(e.MeanToRepair), Hours(e.MeanBetweenFailures), Percent(e.OnTimeShare), Percent(e.RepeatShare),
                    Percent(e.FalseAlarmShare), Number(e.Predictions), Percent(e.PreventedShare), Hours(e.PredictionLead), Number(e.Answers), Stars(e.MeanStars), Percent(e.SolvedShare)]).Append("\r\n");
        }

        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
        return TypedResults.File(bytes, "text/csv", $"effect-{result.From:yyyyMMdd}-{result.To:yyyyMMdd}.csv");
    }

    /// <summary>A cell that begins like a formula would be run by a spreadsheet.</summary>
    private static string Quoted(string text) => '"' + (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text).Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hours(TimeSpan? span) => span?.TotalHours.ToString("0.00", CultureInfo.InvariantCulture) ?? "";

    private static string Stars(double? mean) => mean?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    private static string Percent(double? share) => (100 * share)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
