using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Operations;
using Facilities.Operations.Contracts;
using Facilities.Operations.Exports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>What maintenance contracts promise, and what was delivered (履约监管).</summary>
internal static class ContractsApi
{
    public static void MapContracts(this IEndpointRouteBuilder api)
    {
        var contracts = api.MapGroup("/contracts").WithTags("Contracts");
        contracts.MapGet("/", ListContracts).ForTokens(TokenScope.ReadInspections).WithName(nameof(ListContracts)).ProducesProblem(StatusCodes.Status403Forbidden);
        contracts.MapPut("/{id:int}/clauses", SetClauses).WithName(nameof(SetClauses)).Refusable();
        contracts.MapGet("/performance", GetPerformance).ForTokens(TokenScope.ReadInspections).WithName(nameof(GetPerformance)).Refusable();
        contracts.MapGet("/performance/export", ExportPerformance).ForTokens(TokenScope.ReadInspections).WithName(nameof(ExportPerformance)).Refusable()
            .Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>A page of the contracts of visible assets; a maintenance firm sees its own.</summary>
    /// <param name="take">1–500.</param>
    internal static Task<Rows<ContractLine>> ListContracts(ApiCaller caller, ContractClauses contracts, int? firm, CancellationToken cancellationToken, int skip = 0, int take = 50) =>
        contracts.ListAsync(caller.Value, Firm(firm), new Paging(skip, take), cancellationToken);

    /// <summary>Replaces what a contract promises, one target of a kind. The firm under contract can't. The same again changes nothing.</summary>
    internal static async Task<NoContent> SetClauses(ApiCaller caller, ContractClauses contracts, int id, IReadOnlyList<ClauseBody> body, CancellationToken cancellationToken)
    {
        await contracts.PromiseAsync(caller.Value, new ContractId(id), [.. body.Select(clause => clause.ToClause())], cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Delivered against contracted, per firm and clause, with the ids of the inspections or faults behind it.</summary>
    /// <param name="quarter">As <c>2026Q1</c>; by default the current one.</param>
    internal static Task<PerformanceResult> GetPerformance(ApiCaller caller, ContractPerformance performance, string? quarter, int? firm, CancellationToken cancellationToken) =>
        performance.MeasureAsync(caller.Value, Read(quarter, performance), Firm(firm), cancellationToken);

    /// <summary>The same as CSV (UTF-8 with byte order mark) or XLSX; limits in hours.</summary>
    /// <param name="quarter">As <c>2026Q1</c>; by default the current one.</param>
    internal static async Task ExportPerformance(
        ApiCaller caller, PerformanceExport export, ContractPerformance performance, HttpResponse response, string? quarter, int? firm, CancellationToken cancellationToken, ExportFormat format = ExportFormat.Csv) =>
        await response.SendAsync(await export.TableAsync(caller.Value, Read(quarter, performance), Firm(firm), Exports.Culture, cancellationToken), format, cancellationToken);

    private static Quarter Read(string? text, ContractPerformance performance) =>
        text is null ? performance.Current
        : Quarter.TryParse(text, out var quarter) ? quarter
        : throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "quarter"));

    private static OrganisationId? Firm(int? id) => id is { } one ? new OrganisationId(one) : null;
}
