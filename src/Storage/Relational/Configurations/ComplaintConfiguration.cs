using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Complaints;
using Facilities.Storage.Relational.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class ComplaintConfiguration
    : IEntityTypeConfiguration<Complaint>, IEntityTypeConfiguration<ComplaintImport>, IEntityTypeConfiguration<ComplaintRefusal>, IEntityTypeConfiguration<ComplaintAlias>,
        IEntityTypeConfiguration<ComplaintMonth>, IEntityTypeConfiguration<ComplaintHour>
{
    private const int SubtopicLength = 24;

    public void Configure(EntityTypeBuilder<Complaint> builder)
    {
        builder.ToTable("complaints");
        builder.Property(item => item.Source).HasMaxLength(Complaint.SourceLength);
        builder.Property(item => item.RecordNo).HasMaxLength(Complaint.RecordNoLength);
        builder.Property(item => item.Text).HasMaxLength(Complaint.TextLength);
        builder.Property(item => item.Address).HasMaxLength(Complaint.AddressLength);
        builder.Property(item => item.Subtopic).HasMaxLength(SubtopicLength);
        builder.HasIndex(item => new { item.Source, item.RecordNo }).IsUnique();
        builder.HasIndex(item => new { item.CommunityId, item.Month });
        builder.HasIndex(item => new { item.AssetId, item.ReceivedAt });
        builder.HasIndex(item => new { item.State, item.ReceivedAt });
        builder.HasIndex(item => item.Month);
        builder.HasOne<Community>().WithMany().HasForeignKey(item => item.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ComplaintImport> builder)
    {
        builder.ToTable("complaint_imports");
        builder.Property(item => item.Source).HasMaxLength(Complaint.SourceLength);
        builder.Property(item => item.FileName).HasMaxLength(200);
        builder.Property(item => item.Digest).HasMaxLength(64);
        builder.Property(item => item.Encoding).HasMaxLength(32);
        builder.Property(item => item.Problem).HasMaxLength(64);
        builder.Property(item => item.Mapping).AsJson();
        builder.HasIndex(item => item.State);
    }

    public void Configure(EntityTypeBuilder<ComplaintRefusal> builder)
    {
        builder.ToTable("complaint_refusals");
        builder.Property(item => item.Reason).HasMaxLength(64);
        builder.Property(item => item.Sample).HasMaxLength(ComplaintRefusal.SampleLength);
        builder.HasIndex(item => new { item.ImportId, item.Line }).IsUnique();
        builder.HasOne<ComplaintImport>().WithMany().HasForeignKey(item => item.ImportId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ComplaintAlias> builder)
    {
        builder.ToTable("complaint_aliases");
        builder.Property(item => item.Name).HasMaxLength(ComplaintAlias.MaximumLength);
        builder.HasIndex(item => new { item.CommunityId, item.Name }).IsUnique();
        builder.HasOne<Community>().WithMany().HasForeignKey(item => item.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ComplaintMonth> builder)
    {
        builder.ToTable("complaint_months");
        builder.HasKey(item => new { item.CommunityId, item.Month, item.Topic, item.Subtopic });
        builder.Property(item => item.Subtopic).HasMaxLength(SubtopicLength);
        builder.HasIndex(item => item.Month);
    }

    public void Configure(EntityTypeBuilder<ComplaintHour> builder)
    {
        builder.ToTable("complaint_hours");
        builder.HasKey(item => new { item.CommunityId, item.Month, item.Hour });
        builder.HasIndex(item => item.Month);
    }
}
