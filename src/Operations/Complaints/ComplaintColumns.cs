using Facilities.Domain;

namespace Facilities.Operations.Complaints;

/// <summary>Which column is what. Immutable.</summary>
public sealed class ComplaintColumns
{
    /// <summary>What hotlines call their columns; the first that fits counts.</summary>
    private static readonly (ComplaintField Field, string[] Headings)[] Usual =
    [
        (ComplaintField.Record, ["工单编号", "受理编号", "记录编号", "工单号", "编号", "流水号", "诉求编号", "record", "id"]),
        (ComplaintField.Received, ["受理时间", "来电时间", "诉求时间", "登记时间", "创建时间", "反映时间", "时间", "received", "time"]),
        (ComplaintField.Text, ["诉求内容", "工单内容", "问题描述", "反映内容", "内容", "诉求描述", "主要内容", "text", "content"]),
        (ComplaintField.Address, ["诉求地址", "事发地址", "问题地址", "地址", "发生地点", "地点", "address"]),
        (ComplaintField.Site, ["小区", "小区名称", "物业项目", "社区", "site"]),
        (ComplaintField.Category, ["诉求类别", "问题分类", "诉求类型", "分类", "类别", "category"]),
    ];

    private readonly int[] _at;

    private ComplaintColumns(int[] at) => _at = at;

    /// <summary>What the headings look like: heading by field name. Fields that nothing looks like are missing.</summary>
    public static IReadOnlyDictionary<string, string> Guess(IReadOnlyList<string> headings)
    {
        ArgumentNullException.ThrowIfNull(headings);
        var guess = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, usual) in Usual)
        {
            var found = usual.SelectMany(name => headings.Where(heading => string.Equals(heading, name, StringComparison.OrdinalIgnoreCase)))
                .Concat(usual.Where(name => name.Length > 2).SelectMany(name => headings.Where(heading => heading.Contains(name, StringComparison.OrdinalIgnoreCase))))
                .FirstOrDefault(heading => !guess.ContainsValue(heading));
            if (found is not null) guess[field.ToString()] = found;
        }

        return guess;
    }

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldMissing"/>: a needed field has no column, or its heading isn't in the file.</exception>
    public static ComplaintColumns Of(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string> mapping)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(mapping);
        var at = new int[Usual.Length];
        foreach (var field in Enum.GetValues<ComplaintField>())
        {
            at[(int)field] = mapping.TryGetValue(field.ToString(), out var heading) && heading.Length > 0 ? headings.ToList().IndexOf(heading) : -1;
            if (at[(int)field] < 0 && field <= ComplaintField.Text) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "complaint." + field));
        }

        return new ComplaintColumns(at);
    }

    /// <summary>A row's cell; empty where there is no such column.</summary>
    public string this[IReadOnlyList<string> row, ComplaintField field] => _at[(int)field] is >= 0 and var at && at < row.Count ? row[at] : "";
}
