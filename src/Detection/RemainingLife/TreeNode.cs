namespace Facilities.Detection;

/// <summary>A place in a tree: a question, or a leaf.</summary>
/// <param name="Feature">What is asked about; −1 in a leaf.</param>
/// <param name="Value">The greatest value that goes to <paramref name="Lower"/>; in a leaf what it says.</param>
/// <param name="Lower">Place of the next node.</param>
/// <param name="Higher">Place of the next node for greater values.</param>
internal readonly record struct TreeNode(int Feature, double Value, int Lower, int Higher);
